package dev.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.token.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** The command line as it is typed. */
class GatehouseTests {

	@TempDir
	private Path root = Path.of("");

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final StringWriter errors = new StringWriter();

	@Test
	void withoutACommandItPrintsHelp() {
		assertThat(run(Map.of())).isZero();
		assertThat(output()).contains("up", "down", "status", "token", "call");
	}

	@Test
	void anUnknownCommandEndsWith2() {
		assertThat(run(Map.of(), "fly")).isEqualTo(2);
		assertThat(this.errors.toString()).contains("fly");
	}

	@Test
	void everyCommandExplainsItself() {
		assertThat(run(Map.of(), "up", "--help")).isZero();
	}

	@Test
	void whatGoesWrongIsOneSentence() {
		assertThat(run(Map.of(), "token", "acme-treasury")).isEqualTo(1);
		assertThat(this.errors.toString().lines()).hasSize(1).first().asString().contains("credentials.env");
		assertThat(output()).isEmpty();
	}

	@Test
	void tokenPrintsTheTokenAndNothingElse() throws IOException {
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}")) {
			assertThat(run(environment(keycloak, keycloak), "token", "acme-treasury", "accounts:read")).isZero();
			assertThat(output()).isEqualTo("abc" + System.lineSeparator());
			assertThat(keycloak.asked().body()).contains("scope=accounts%3Aread");
		}
	}

	@Test
	void callPrintsStatusHeadersThatMatterAndBody() throws IOException {
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}");
				StubServer gateway = new StubServer(200, "{\"items\":[]}")) {
			assertThat(run(environment(keycloak, gateway), "call", "acme-treasury", "get", "/v1/accounts")).isZero();
			assertThat(output().lines()).containsExactly("200 OK", "X-Request-Id: r-1", "", "{\"items\":[]}");
			assertThat(gateway.asked().method()).isEqualTo("GET");
			assertThat(gateway.asked().headers().getFirst("Authorization")).isEqualTo("Bearer abc");
		}
	}

	@Test
	void callEndsWith1OnAnyOtherStatus() throws IOException {
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}");
				StubServer gateway = new StubServer(403, "")) {
			assertThat(run(environment(keycloak, gateway), "call", "acme-treasury", "POST", "/v1/loans", "{\"a\": 1}"))
				.isEqualTo(1);
			assertThat(output().lines()).containsExactly("403 Forbidden", "X-Request-Id: r-1");
			assertThat(gateway.asked().body()).isEqualTo("{\"a\": 1}");
		}
	}

	private Map<String, String> environment(StubServer keycloak, StubServer gateway) throws IOException {
		Path credentials = Files.writeString(this.root.resolve("my.env"), "ACME_TREASURY_SECRET=s\n");
		return Map.of("GATEHOUSE_KEYCLOAK_URL", keycloak.url() + "/", "GATEHOUSE_GATEWAY_URL", gateway.url(),
				"GATEHOUSE_CREDENTIALS", credentials.toString());
	}

	private int run(Map<String, String> environment, String... arguments) {
		PrintStream out = new PrintStream(this.output, true, StandardCharsets.UTF_8);
		CommandLine commands = Gatehouse.commands(this.root, environment, new Terminal(out, false));
		commands.setErr(new PrintWriter(this.errors, true));
		return commands.setOut(new PrintWriter(out, true)).execute(arguments);
	}

	private String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
