package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import dev.gatehouse.gateway.checklist.Checks;
import io.netty.handler.ssl.OpenSsl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Where the gateway ends TLS itself, the rules of its connections are the same. */
@ExtendWith(WatchExtension.class)
@Checks("A-144")
class TlsTests {

	private final Bank bank = new Bank();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@BeforeEach
	void open() throws Exception {
		Path store = folder.resolve("gate.p12");
		if (!store.toFile().exists()) {
			makeKey(store);
		}
		this.bank.start(Stream.of("server.ssl.key-store=" + store, "server.ssl.key-store-password=secret",
				"management.server.ssl.enabled=false", "gatehouse.entry.handshake-timeout=700ms",
				"gatehouse.entry.head-timeout=10s", "gatehouse.entry.body-timeout=500ms"))
			.awaitReady();
	}

	@AfterEach
	void close() {
		this.bank.close();
	}

	private static void makeKey(Path store) throws IOException, InterruptedException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "gate", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-storetype", "PKCS12",
				"-keystore", store.toString(), "-storepass", "secret");
		assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
	}

	@Test
	void serviceLearnsThatTheClientUsedTls() throws Exception {
		try (Wire wire = connect()) {
			assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
			assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
		}
		assertThat(this.bank.accounts().arrivals().getLast().values("X-Forwarded-Proto")).containsExactly("https");
	}

	@Test
	void malformedRequestIsRefusedAndTheConnectionCloses() throws Exception {
		try (Wire wire = connect()) {
			wire.send("GET /v1/accounts HTTP/1.1\nHost: a\n\n" + "x".repeat(100_000));
			assertThat(Answer.read(wire, "GET")).isProblem(400, "bad-request");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	@Test
	void bodyThatStopsInTheMiddleIsRefused() throws Exception {
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.header("Content-Length", "10")
			.token(this.bank.token().scope("accounts:write"));
		try (Wire wire = connect()) {
			assertThat(Answer.read(wire.send(call.head() + "{"), "POST")).isProblem(408, "request-timeout");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	@Test
	void handshakeThatDoesNotComeToItsEndIsGivenUp() throws IOException {
		try (Wire silent = Wire.to(this.bank.gate().port()); Wire slow = Wire.to(this.bank.gate().port())) {
			long start = System.nanoTime();
			// The beginning of a record that is to hold a client's greeting.
			slow.send("\u0016\u0003\u0001\u0002\u0000\u0001");
			assertThat(slow.isClosedByPeer()).isTrue();
			assertThat(silent.isClosedByPeer()).isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
		}
	}

	@Test
	void plainRequestIsNotRead() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.sendAsFarAsTaken(read().text());
			assertThat(wire.readToEnd()).doesNotContain("HTTP/1.1");
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	/** Where it is built for, it is not left out by mistake. */
	@Test
	@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
	void engineIsNotTheJdks() {
		assertThat(OpenSsl.isAvailable()).as("%s", OpenSsl.unavailabilityCause()).isTrue();
	}

	private Wire connect() throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustEverybody() }, null);
		Socket socket = context.getSocketFactory().createSocket("127.0.0.1", this.bank.gate().port());
		return new Wire(socket);
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

	/** Who it is does not matter here. */
	private static final class TrustEverybody implements X509TrustManager {

		@Override
		public void checkClientTrusted(java.security.cert.X509Certificate @Nullable [] chain, @Nullable String type) {
		}

		@Override
		public void checkServerTrusted(java.security.cert.X509Certificate @Nullable [] chain, @Nullable String type) {
		}

		@Override
		public java.security.cert.X509Certificate[] getAcceptedIssuers() {
			return new java.security.cert.X509Certificate[0];
		}

	}

}
