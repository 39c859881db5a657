package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whichever way the gateway is told of its key, a client gets no cipher suite of
 * yesterday's.
 */
@ExtendWith(WatchExtension.class)
class CipherSuiteTests {

	@SuppressWarnings("NullAway.Init")
	private static Path store;

	private final Bank bank = new Bank();

	/** Where a key stands in the settings. */
	enum Place {

		SERVER("server.ssl.key-store=%s", "server.ssl.key-store-password=secret"),

		BUNDLE("spring.ssl.bundle.jks.rsa.keystore.location=file:%s", "spring.ssl.bundle.jks.rsa.keystore.type=PKCS12",
				"spring.ssl.bundle.jks.rsa.keystore.password=secret", "server.ssl.bundle=rsa"),

		HTTP2("server.ssl.key-store=%s", "server.ssl.key-store-password=secret", "server.http2.enabled=true");

		private final String[] settings;

		Place(String... settings) {
			this.settings = settings;
		}

	}

	/** Old suites are for RSA keys, which have all kinds. */
	@BeforeAll
	static void makeKey() {
		store = Certificate.make("RSA");
	}

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Checks({ "A-138", "A-159" })
	@ParameterizedTest
	@EnumSource
	void suitesOfYesterdayAreNotTaken(Place place) throws Exception {
		this.bank
			.start(Stream.concat(Stream.of(place.settings), Stream.of("management.server.ssl.enabled=false"))
				.map((setting) -> setting.formatted(store)))
			.awaitReady();
		assertThat(suite("TLSv1.3")).startsWith("TLS_AES_");
		assertThat(suite("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
			.isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
		assertRefused("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
		assertRefused("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
		assertRefused("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
	}

	private void assertRefused(String suite) {
		assertThatExceptionOfType(SSLException.class).as(suite).isThrownBy(() -> suite("TLSv1.2", suite));
	}

	/** Returns the suite that comes of what a client offers; none: of all it has. */
	private String suite(String protocol, String... suites) throws IOException, GeneralSecurityException {
		try (SSLSocket socket = (SSLSocket) Certificate.trusting(store)
			.getSocketFactory()
			.createSocket("127.0.0.1", this.bank.gate().port())) {
			socket.setSoTimeout(10_000);
			socket.setEnabledProtocols(new String[] { protocol });
			if (suites.length > 0) {
				socket.setEnabledCipherSuites(suites);
			}
			socket.startHandshake();
			return socket.getSession().getCipherSuite();
		}
	}

}
