package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that ends TLS itself promises it on every answer, the shortest too. */
@ExtendWith(WatchExtension.class)
@Checks("A-108")
class TransportSecurityTests {

	private static final String PROMISE = "max-age=31536000";

	private final Bank bank = new Bank();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Checks("A-85")
	@Test
	void everyAnswerOverTlsPromisesIt() throws Exception {
		Gate gate = this.bank.start(Stream.of("server.ssl.key-store=" + keys(), "server.ssl.key-store-password=secret",
				"management.server.ssl.enabled=false"));
		gate.awaitReady();
		assertPromised(200, ask(gate, Call.get("/v1/accounts").token(this.bank.token()).text()));
		assertPromised(401, ask(gate, Call.get("/v1/accounts").text()));
		assertPromised(200, ask(gate, Call.get("/.well-known/oauth-protected-resource").text()));
		assertPromised(400, ask(gate, "GET /v1/accounts HTTP/1.1\r\nno colon\r\n\r\n"));
	}

	private static void assertPromised(int status, Answer answer) {
		assertThat(answer).hasStatus(status).hasField("Strict-Transport-Security", PROMISE);
	}

	private static Answer ask(Gate gate, String text) throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new Anybody() }, null);
		try (Wire wire = new Wire(context.getSocketFactory().createSocket("127.0.0.1", gate.port()))) {
			return Answer.read(wire.send(text), "GET");
		}
	}

	/** A certificate of a day, made with the JDK's own tool. */
	private Path keys() throws IOException, InterruptedException {
		Path store = this.folder.resolve("gate.p12");
		String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		Process process = new ProcessBuilder(tool, "-genkeypair", "-alias", "gate", "-keyalg", "EC", "-dname",
				"CN=localhost", "-validity", "1", "-storetype", "PKCS12", "-storepass", "secret", "-keystore",
				store.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor()).isZero();
		return store;
	}

	/** The test knows whom it calls. */
	private static final class Anybody implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
