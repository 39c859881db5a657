package dev.gatehouse.cli.token;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenClientTests {

	private static final String TOKEN = "{\"access_token\": \"abc\", \"token_type\": \"Bearer\"}";

	@Test
	void idAndSecretGoIntoTheBasicHeaderEncoded() throws InterruptedException {
		try (StubServer keycloak = new StubServer(200, TOKEN)) {
			assertThat(new TokenClient(keycloak.url()).fetch("a:b", "s e+cret", List.of())).isEqualTo("abc");
			assertThat(keycloak.asked().uri()).isEqualTo("/realms/bank/protocol/openid-connect/token");
			String basic = keycloak.asked().headers().getFirst("Authorization");
			assertThat(new String(Base64.getDecoder().decode(basic.substring("Basic ".length()))))
				.isEqualTo("a%3Ab:s+e%2Bcret");
			assertThat(keycloak.asked().body()).isEqualTo("grant_type=client_credentials");
		}
	}

	@Test
	void scopesAreAskedForOnlyIfGiven() throws InterruptedException {
		try (StubServer keycloak = new StubServer(200, TOKEN)) {
			new TokenClient(keycloak.url()).fetch("acme", "s", List.of("accounts:read", "loans:read"));
			assertThat(keycloak.asked().body())
				.isEqualTo("grant_type=client_credentials&scope=accounts%3Aread+loans%3Aread");
		}
	}

	@Test
	void aRefusalIsASentenceWithKeycloaksReason() {
		try (StubServer keycloak = new StubServer(400,
				"{\"error\": \"invalid_scope\", \"error_description\": \"Invalid scopes: x\"}")) {
			assertThatExceptionOfType(Complaint.class)
				.isThrownBy(() -> new TokenClient(keycloak.url()).fetch("acme", "s", List.of("x")))
				.withMessage("Keycloak gives acme no token: 400 invalid_scope, Invalid scopes: x.");
		}
	}

	@Test
	void aWrongSecretIsASentenceWithoutTheSecret() {
		try (StubServer keycloak = new StubServer(401, "{\"error\": \"unauthorized_client\"}")) {
			assertThatExceptionOfType(Complaint.class)
				.isThrownBy(() -> new TokenClient(keycloak.url()).fetch("acme", "s3cret", List.of()))
				.withMessage("Keycloak does not know acme by this secret (unauthorized_client).");
		}
	}

	@Test
	void whatIsNoKeycloakIsASentence() {
		try (StubServer other = new StubServer(200, "<html>")) {
			assertThatExceptionOfType(Complaint.class)
				.isThrownBy(() -> new TokenClient(other.url()).fetch("acme", "s", List.of()))
				.withMessageContaining("no token");
		}
	}

	@Test
	void nobodyThereIsASentence() {
		String url;
		try (StubServer gone = new StubServer(200, TOKEN)) {
			url = gone.url();
		}
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> new TokenClient(url).fetch("acme", "s", List.of()))
			.withMessageContaining("does not answer");
	}

	@Test
	void anAnswerThatDoesNotEndIsNone() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread.startVirtualThread(() -> beginAnAnswer(server));
			String url = "http://127.0.0.1:" + server.getLocalPort();
			assertThatExceptionOfType(Complaint.class)
				.isThrownBy(() -> new TokenClient(url, "bank", Duration.ofSeconds(1)).fetch("acme", "s", List.of()))
				.withMessageContaining("does not answer");
		}
	}

	private static void beginAnAnswer(ServerSocket server) {
		try (Socket socket = server.accept()) {
			socket.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
			// Until the client has gone.
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// The client may go as it likes.
		}
	}

}
