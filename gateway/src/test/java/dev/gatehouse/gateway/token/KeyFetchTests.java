package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** Keys come from where the issuer says, within a time and a size, or not at all. */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class KeyFetchTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private LocalIssuer issuer;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA);
	}

	@AfterEach
	void close() {
		this.issuer.close();
	}

	@Test
	void keysAreWhereDiscoverySays() throws Exception {
		assertThat(fetch(this.issuer.settings()).find("rsa-1")).isNotNull();
		assertThat(this.issuer.requests(LocalIssuer.DISCOVERY)).isEqualTo(1);
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Test
	void keysAreWhereTheSettingSaysWithoutDiscovery() throws Exception {
		assertThat(fetch(this.issuer.settings(this.issuer.uri() + LocalIssuer.KEYS, SHORT)).size()).isEqualTo(1);
		assertThat(this.issuer.requests(LocalIssuer.DISCOVERY)).isZero();
	}

	@Test
	void issuerWithASlashAtItsEndIsDiscoveredWithoutIt() throws Exception {
		String uri = this.issuer.uri() + "/";
		this.issuer.answer(LocalIssuer.DISCOVERY, 200,
				"{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(uri, this.issuer.uri() + LocalIssuer.KEYS));
		assertThat(fetch(new TestSettings(uri).timeout(SHORT).build()).size()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"issuer\":\"http://other.example\",\"jwks_uri\":\"%s/keys\"}",
			"{\"jwks_uri\":\"%s/keys\"}", "{\"issuer\":7,\"jwks_uri\":\"%s/keys\"}",
			"{\"issuer\":\"%s/\",\"jwks_uri\":\"%s/keys\"}", "[]", "null" })
	void discoveryThatNamesAnotherIssuerIsNotFollowed(String metadata) {
		this.issuer.answer(LocalIssuer.DISCOVERY, 200, metadata.replace("%s", this.issuer.uri()));
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
			.withMessageMatching("discovery names another issuer|discovery gave no JSON object");
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "keys", "file:///etc/hostname", "ftp://127.0.0.1/keys", "http://", "%%" })
	void discoveryThatNamesNoWebAddressIsNotFollowed(String location) {
		this.issuer.answer(LocalIssuer.DISCOVERY, 200,
				"{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(this.issuer.uri(), location));
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()));
	}

	@Test
	void discoveryThatIsNoJsonIsRefused() {
		this.issuer.answer(LocalIssuer.DISCOVERY, 200, "<html>");
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
			.withMessage("discovery gave no JSON object");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectIsNotFollowed(int status) {
		this.issuer.answer(LocalIssuer.KEYS, (exchange) -> {
			exchange.getResponseHeaders().set("Location", this.issuer.uri() + "/elsewhere");
			exchange.sendResponseHeaders(status, -1);
		});
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
			.withMessage("the issuer answered " + status);
		assertThat(this.issuer.requests("/elsewhere")).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 400, 404, 500, 503 })
	void onlyStatus200IsAnAnswer(int status) {
		this.issuer.answer(LocalIssuer.KEYS, status, (status == 204) ? "" : "{}");
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
			.withMessage("the issuer answered " + status);
	}

	@ParameterizedTest
	@CsvSource({ "0, true", "1, false", "1000000, false" })
	void answerUpToHalfAMebibyteIsRead(int beyond, boolean isRead) throws Exception {
		String keys = "{\"keys\":[" + TestKeys.EC.toPublicJWK().toJSONString() + "]}";
		this.issuer.answer(LocalIssuer.KEYS, 200, keys + " ".repeat(512 * 1024 - keys.length() + beyond));
		if (isRead) {
			assertThat(fetch(this.issuer.settings()).size()).isEqualTo(1);
		}
		else {
			assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
				.withMessageContaining("exceeds capacity");
		}
	}

	@Test
	void answerWithoutEndIsGivenUp() {
		this.issuer.answer(LocalIssuer.KEYS, (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream out = exchange.getResponseBody();
			while (true) {
				out.write(new byte[8192]);
			}
		});
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
			.withMessageContaining("exceeds capacity");
	}

	@Test
	void issuerThatDoesNotAnswerIsGivenUpInTime() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			String keys = "http://127.0.0.1:" + silent.getLocalPort() + "/";
			assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings(keys, SHORT)));
		}
	}

	@Test
	void answerThatStopsHalfWayIsGivenUpInTime() {
		this.issuer.stall(LocalIssuer.KEYS);
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings(null, SHORT)))
			.withMessage("the issuer gave no whole answer within PT0.3S");
	}

	@Test
	void issuerThatIsAwayIsAnError() throws IOException {
		try (Socket nobody = new Socket()) {
			nobody.bind(new InetSocketAddress("127.0.0.1", 0));
			String keys = "http://127.0.0.1:" + nobody.getLocalPort() + "/";
			assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings(keys, SHORT)))
				.withMessageContaining("ConnectException");
		}
	}

	@Test
	void answerThatIsNoKeySetIsRefused() {
		this.issuer.answer(LocalIssuer.KEYS, 200, "{\"keys\":[]}");
		assertThatIOException().isThrownBy(() -> fetch(this.issuer.settings()))
			.withMessageStartingWith("the key set cannot be used");
	}

	private static KeySet fetch(IssuerSettings settings) throws IOException, InterruptedException {
		try (KeyFetch fetch = new KeyFetch(settings.issuer())) {
			return fetch.fetch();
		}
	}

}
