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
		assertThat(output()).contains("up", "down", "status", "token", "call", "explain", "revoke");
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

	@Test
	void explainPrintsTheVerdictTheChecksAndWhatIsLeft() throws IOException {
		String explanation = """
				{"verdict":"refused","refusal":{"problem":"insufficient-scope","status":403,"reason":"insufficient-scope",
				"detail":"A sentence."},"checks":[{"room":"entry","check":"request","result":"passed"},
				{"room":"access","check":"scope","result":"failed"}],
				"scopes":{"needed":["cards:read"],"held":["a","b"],"capped":[]},
				"limits":{"plan":"standard","rate":{"limit":100,"remaining":99,"resetSeconds":1},"quota":null}}""";
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}");
				StubServer gateway = new StubServer(200, explanation)) {
			assertThat(run(environment(keycloak, gateway), "explain", "acme-treasury", "get", "/v1/cards?a=b&c"))
				.isEqualTo(1);
			assertThat(output().lines()).containsExactly(
					"refused: 403 insufficient-scope (insufficient-scope): A sentence.", "entry request        passed",
					"access scope         failed", "scopes needed        cards:read", "scopes held          a b",
					"scopes capped        none", "plan                 standard",
					"plan rate            99 of 100 left");
			assertThat(gateway.asked().uri()).isEqualTo("/v1/explain?method=GET&path=%2Fv1%2Fcards%3Fa%3Db%26c");
			assertThat(gateway.asked().headers().getFirst("Authorization")).isEqualTo("Bearer abc");
		}
	}

	@Test
	void explainEndsWith0IfTheCallWouldBeForwarded() throws IOException {
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}");
				StubServer gateway = new StubServer(200, "{\"verdict\":\"allowed\",\"checks\":[]}")) {
			assertThat(run(environment(keycloak, gateway), "explain", "acme-treasury", "GET", "/v1/cards")).isZero();
			assertThat(output().lines()).containsExactly("allowed");
		}
	}

	@Test
	void explainShowsARefusalOfTheQuestionAsItIs() throws IOException {
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}");
				StubServer gateway = new StubServer(429, "")) {
			assertThat(run(environment(keycloak, gateway), "explain", "acme-treasury", "GET", "/v1/cards"))
				.isEqualTo(1);
			assertThat(output().lines()).containsExactly("429 Too Many Requests", "X-Request-Id: r-1");
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
