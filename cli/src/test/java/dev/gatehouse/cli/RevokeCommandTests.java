package dev.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.token.StubServer;
import dev.gatehouse.cli.token.StubServer.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code revoke} as it is typed. What the gateway makes of it is in the system's tests.
 */
class RevokeCommandTests {

	private static final String CLIENT = """
			{"revocation":{"kind":"client","id":"acme-treasury","issuedBefore":"2026-11-21T18:00:01Z",
			"until":"2026-11-22T18:00:32Z"},"registered":true,"store":"reachable","kept":true}""";

	private static final String UNDONE = """
			{"undone":{"kind":"client","id":"acme-treasury"},"store":"reachable","kept":true}""";

	private static final String LIST = """
			{"revocations":[{"kind":"key","id":"k\\u001b[2J","since":"2026-11-21T18:00:02Z","by":"alice"},
			{"kind":"client","id":"acme-treasury","issuedBefore":"2026-11-21T18:00:01Z","until":"2026-11-22T18:00:32Z",
			"since":"2026-11-21T18:00:00Z","by":"bob"}],"known":true,"store":"reachable","ageSeconds":0.1}""";

	@TempDir
	private Path root = Path.of("");

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final StringWriter errors = new StringWriter();

	private final Map<String, String> environment = new HashMap<>();

	@Test
	void clientIsRevokedByNameAndTime() {
		try (StubServer gateway = new StubServer(200, CLIENT)) {
			assertThat(run(gateway, "acme-treasury", "--issued-before", "2026-11-21T18:00:01Z")).isZero();
			Asked asked = gateway.asked();
			assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /actuator/revocations");
			assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer of-the-operators");
			JsonNode wish = JsonMapper.shared().readTree(asked.body());
			assertThat(wish.path("client").asString()).isEqualTo("acme-treasury");
			assertThat(wish.path("issuedBefore").asString()).isEqualTo("2026-11-21T18:00:01Z");
			assertThat(wish.path("by").asString()).matches("[!-~]{1,64}");
			assertThat(wish.size()).isEqualTo(3);
		}
		assertThat(output()).contains("acme-treasury", "before 2026-11-21T18:00:01Z", "until 2026-11-22T18:00:32Z",
				"within a second");
	}

	@Test
	void tokenAndKeyAreRevokedByTheirIds() {
		for (List<String> words : List.of(List.of("--token-id", "j 1", "tokenId"), List.of("--key", "j 1", "key"))) {
			try (StubServer gateway = new StubServer(200, CLIENT)) {
				assertThat(run(gateway, words.get(0), words.get(1))).isZero();
				JsonNode wish = JsonMapper.shared().readTree(gateway.asked().body());
				assertThat(wish.path(words.get(2)).asString()).isEqualTo("j 1");
				assertThat(wish.size()).isEqualTo(2);
			}
		}
	}

	@Test
	void revocationIsUndone() {
		try (StubServer gateway = new StubServer(200, UNDONE)) {
			assertThat(run(gateway, "undo", "--token-id", "a&b=c")).isZero();
			assertThat(gateway.asked().method()).isEqualTo("DELETE");
			assertThat(gateway.asked().uri()).startsWith("/actuator/revocations?tokenId=a%26b%3Dc&by=");
		}
		assertThat(output()).contains("No longer refused: the token a&b=c", "within a second");
	}

	@Test
	void listIsATableThatCannotSteerTheTerminal() {
		try (StubServer gateway = new StubServer(200, LIST)) {
			assertThat(run(gateway, "list")).isZero();
		}
		assertThat(output().lines()).containsExactly(
				"KIND    ID             ISSUED BEFORE         UNTIL                 SINCE                 BY",
				"key     k?[2J          -                     -                     2026-11-21T18:00:02Z  alice",
				"client  acme-treasury  2026-11-21T18:00:01Z  2026-11-22T18:00:32Z  2026-11-21T18:00:00Z  bob");
	}

	@Test
	void listIsJsonForPrograms() {
		try (StubServer gateway = new StubServer(200, LIST)) {
			assertThat(run(gateway, "list", "--json")).isZero();
		}
		assertThat(JsonMapper.shared().readTree(output()).path("revocations").path(1).path("id").asString())
			.isEqualTo("acme-treasury");
	}

	@Test
	void whatIsNotSoEverywhereEndsWith1() {
		assertTold(CLIENT.replace("\"reachable\"", "\"away\""), "The store is away");
		assertTold(CLIENT.replace("\"kept\":true", "\"kept\":false"), "not kept anywhere");
		assertTold(CLIENT.replace("\"registered\":true", "\"registered\":false"), "is it the right name");
		assertTold(LIST.replace("reachable", "away"), "The store is away", "list");
		assertTold(LIST.replace("\"known\":true", "\"known\":false"), "decides no token", "list");
		assertTold(UNDONE.replace("reachable", "away"), "The store is away", "undo", "acme-treasury");
	}

	@Test
	void aloneItSaysThatOthersAreNotTold() {
		try (StubServer gateway = new StubServer(200, CLIENT.replace("reachable", "none"))) {
			assertThat(run(gateway, "acme-treasury")).isZero();
		}
		assertThat(output()).contains("at this gateway. It has no store");
	}

	@Test
	void whatTheGatewayRefusesIsOneSentence() {
		assertRefused(400, "{\"detail\":\"issuedBefore has\\u0007 not come yet.\"}", "issuedBefore has? not come yet.");
		assertRefused(401, "", "does not take this secret");
		assertRefused(403, "{\"detail\":\"gatehouse.management.secret is not set\"}", "gatehouse.management.secret");
		assertRefused(404, "{\"detail\":\"There is no such revocation.\"}", "no such revocation");
		assertRefused(200, "<html>", "answers 200");
	}

	@Test
	void gatewayThatIsAwayIsASentence() {
		StubServer gateway = new StubServer(200, CLIENT);
		gateway.close();
		assertThat(run(gateway, "acme-treasury")).isEqualTo(1);
		assertThat(this.errors.toString().lines()).singleElement().asString().contains("does not answer");
	}

	@Test
	void secretComesFromTheEnvironmentOrAFile() throws IOException {
		Path file = Files.writeString(this.root.resolve("my.env"), "GATEHOUSE_MANAGEMENT_SECRET=of-the-file\n");
		try (StubServer gateway = new StubServer(200, CLIENT)) {
			this.environment.put("GATEHOUSE_MANAGEMENT_URL", gateway.url() + "/");
			assertThat(run("acme-treasury", "--credentials", file.toString())).isZero();
			assertThat(gateway.asked().headers().getFirst("Authorization")).isEqualTo("Bearer of-the-file");
		}
		this.environment.put("GATEHOUSE_CREDENTIALS", this.root.resolve("none.env").toString());
		assertThat(run("acme-treasury")).isEqualTo(1);
		assertThat(this.errors.toString()).contains("none.env");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a --key k", "--key k --token-id t", "undo", "undo a --key k", "list a",
			"a --secret s", "--token-id" })
	void whatIsNoCommandEndsWith2AndAsksNothing(String words) {
		try (StubServer gateway = new StubServer(200, CLIENT)) {
			assertThat(run(gateway, words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(2);
		}
		assertThat(this.errors.toString()).isNotBlank();
	}

	@Test
	void everyCommandExplainsItself() {
		for (String command : List.of("--help", "list --help", "undo --help")) {
			assertThat(run(command.split(" ", -1))).isZero();
		}
		assertThat(output()).contains("--issued-before", "GATEHOUSE_MANAGEMENT_SECRET", "undo");
	}

	private void assertTold(String answer, String sentence, String... words) {
		this.errors.getBuffer().setLength(0);
		try (StubServer gateway = new StubServer(200, answer)) {
			assertThat(run(gateway, (words.length > 0) ? words : new String[] { "acme-treasury" })).isEqualTo(1);
		}
		assertThat(this.errors.toString().lines()).singleElement().asString().contains(sentence);
	}

	private void assertRefused(int status, String answer, String sentence) {
		this.errors.getBuffer().setLength(0);
		this.output.reset();
		try (StubServer gateway = new StubServer(status, answer)) {
			assertThat(run(gateway, "acme-treasury")).isEqualTo(1);
		}
		assertThat(this.errors.toString().lines()).singleElement()
			.asString()
			.contains(sentence)
			.doesNotContain("of-the-operators");
		assertThat(output()).isEmpty();
	}

	private int run(StubServer gateway, String... words) {
		this.environment.put("GATEHOUSE_MANAGEMENT_URL", gateway.url());
		this.environment.put("GATEHOUSE_MANAGEMENT_SECRET", "of-the-operators");
		return run(words);
	}

	private int run(String... words) {
		List<String> command = new ArrayList<>(List.of("revoke"));
		command.addAll(List.of(words));
		PrintStream out = new PrintStream(this.output, true, StandardCharsets.UTF_8);
		CommandLine commands = Gatehouse.commands(this.root, this.environment, new Terminal(out, false));
		commands.setErr(new PrintWriter(this.errors, true));
		return commands.setOut(new PrintWriter(out, true)).execute(command.toArray(String[]::new));
	}

	private String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
