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

import dev.gatehouse.cli.partner.FakeKeycloak;
import dev.gatehouse.cli.partner.FakeKeycloak.Misfortune;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.token.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code partner} as it is typed. */
class PartnerCommandTests {

	private static final String REGISTRY = """
			plans: {standard: {rate: 50/s}, unlimited: {}}
			partners:
			  acme-treasury: {name: A, status: active, plan: standard, scopes: [accounts:read]}   # the first
			""";

	private final FakeKeycloak keycloak = new FakeKeycloak();

	@TempDir
	private Path root = Path.of("");

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final StringWriter errors = new StringWriter();

	private final Map<String, String> environment = new HashMap<>();

	@BeforeEach
	void prepare() throws IOException {
		Files.writeString(this.root.resolve("partners.yaml"), REGISTRY);
		this.environment.put("GATEHOUSE_KEYCLOAK_URL", this.keycloak.url());
		this.environment.put("GATEHOUSE_ONBOARDING_SECRET", "of-the-account");
	}

	@AfterEach
	void stop() {
		this.keycloak.close();
	}

	@Test
	void addShowsTheSecretOnceAndWhatToSend() throws IOException {
		assertThat(add("acme-billing")).isZero();
		assertThat(output().split(FakeKeycloak.SECRET, -1)).hasSize(2);
		assertThat(output()).contains(this.keycloak.url() + "/realms/bank/protocol/openid-connect/token",
				"audience         bank-gateway", "scopes           accounts:read loans:read", "curl -sSi --config -");
		assertThat(registry()).startsWith(REGISTRY).contains("  acme-billing:\n    name: Acme Billing\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "list --json", "show acme-billing", "suspend acme-billing", "resume acme-billing",
			"remove acme-billing" })
	void noOtherCommandShowsASecret(String command) {
		add("acme-billing");
		this.output.reset();
		assertThat(run(command.split(" ", -1))).isZero();
		assertThat(output() + this.errors).doesNotContain(FakeKeycloak.SECRET, "of-the-account");
	}

	@Test
	void suspendAndResumeNeedNoKeycloak() throws IOException {
		this.keycloak.close();
		assertThat(run("suspend", "acme-treasury")).isZero();
		assertThat(registry()).isEqualTo(REGISTRY.replace("active", "suspended"));
		assertThat(run("suspend", "acme-treasury")).isZero();
		assertThat(output()).contains("already");
		assertThat(run("resume", "acme-treasury")).isZero();
		assertThat(registry()).isEqualTo(REGISTRY);
		assertThat(run("suspend", "nobody")).isEqualTo(1);
	}

	@Test
	void onlyTheContainersRegistryIsWrittenInPlace() throws IOException {
		Path file = this.root.resolve("partners.yaml");
		Object before = Files.getAttribute(file, "unix:ino");
		assertThat(run("suspend", "acme-treasury", "--in-place")).isZero();
		this.environment.remove("GATEHOUSE_KEYCLOAK_URL");
		assertThat(run("resume", "acme-treasury")).isZero();
		assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
		assertThat(registry()).isEqualTo(REGISTRY);

		Path link = Files.createLink(this.root.resolve("before.yaml"), file);
		assertThat(run("suspend", "acme-treasury", "--partners", file.toString())).isZero();
		assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
		assertThat(link).hasContent(REGISTRY);
	}

	@Test
	void listSaysWhatIsWrong() {
		add("acme-billing");
		this.keycloak
			.put("""
					{"id": "9", "clientId": "left-over", "enabled": true, "serviceAccountsEnabled": true,
					"publicClient": false, "standardFlowEnabled": false, "implicitFlowEnabled": false,
					"directAccessGrantsEnabled": false, "fullScopeAllowed": false,
					"attributes": {"access.token.header.type.rfc9068": "true"}, "defaultClientScopes": ["partner-token"]}""");
		this.keycloak.put("{\"id\": \"8\", \"clientId\": \"account\", \"enabled\": true}");
		this.output.reset();
		assertThat(run("list")).isZero();
		assertThat(output().lines()).hasSize(7).first().asString().startsWith("CLIENT").endsWith("WRONG");
		assertThat(line("acme-treasury")).endsWith("no client in Keycloak: remove and add it");
		assertThat(line("acme-billing")).contains("accounts:read loans:read").endsWith("  -");
		assertThat(line("left-over")).contains("unregistered", "partner remove");
		assertThat(output()).contains("--audit", "--management").doesNotContain("fetch a token for each call");
	}

	@Test
	void whoFetchesATokenForEachCallIsHintedAt() {
		add("acme-billing");
		this.output.reset();
		try (StubServer gateway = new StubServer(200, """
				gatehouse_partner_fresh_tokens{client="acme-billing"} 20.0
				gatehouse_partner_fresh_tokens{client="acme-treasury"} 19.0
				""")) {
			assertThat(run("list", "--management", gateway.url())).isZero();
			assertThat(output()).contains("acme-billing seems to fetch a token for each call: 20 new ones in the last")
				.doesNotContain("acme-treasury seems", "--management");
		}
	}

	@Test
	void hintIsInJsonAndInShowToo() {
		add("acme-billing");
		try (StubServer gateway = new StubServer(200, "gatehouse_partner_fresh_tokens{client=\"acme-billing\"} 31.0\n");
				StubServer again = new StubServer(200,
						"gatehouse_partner_fresh_tokens{client=\"acme-billing\"} 31.0\n")) {
			this.output.reset();
			this.environment.put("GATEHOUSE_MANAGEMENT_URL", gateway.url() + "/");
			assertThat(run("list", "--json")).isZero();
			JsonNode billing = JsonMapper.shared().readTree(output()).path(1);
			assertThat(billing.path("freshTokens").asInt()).isEqualTo(31);
			assertThat(billing.path("hint").asString()).isEqualTo("token-per-call");
			assertThat(billing.path("wrong").isEmpty()).isTrue();
			this.environment.put("GATEHOUSE_MANAGEMENT_URL", again.url());
			assertThat(run("show", "acme-billing")).isZero();
			assertThat(output()).contains("hint             acme-billing seems to fetch");
		}
	}

	@Test
	void showPrintsTextOfOthersOnlyAsText() throws IOException {
		add("acme-billing");
		Files.writeString(this.root.resolve("partners.yaml"),
				registry().replace("name: Acme Billing", "name: \"Acme\\e[2J\\u202eBilling\""));
		this.output.reset();
		assertThat(run("show", "acme-billing")).isZero();
		assertThat(output()).contains("name             Acme?[2J?Billing").doesNotContain("\u001b", "\u202e");
		assertThat(run("list", "--json")).isZero();
		assertThat(output()).doesNotContain("\u001b", "\u202e");
	}

	@Test
	void listIsJsonForPrograms() throws IOException {
		add("acme-billing");
		Files.writeString(Files.createDirectory(this.root.resolve("audit")).resolve("audit-2026-11-21.jsonl"),
				"{\"client\":\"acme-billing\",\"time\":\"2026-11-21T00:00:01Z\"}\n");
		this.output.reset();
		assertThat(run("list", "--json", "--audit", this.root.resolve("audit").toString())).isZero();
		JsonNode billing = JsonMapper.shared().readTree(output()).path(1);
		assertThat(billing.path("client").asString()).isEqualTo("acme-billing");
		assertThat(billing.path("secretSince").asString()).isEqualTo("2023-11-14T22:13:20Z");
		assertThat(billing.path("lastSeen").asString()).isEqualTo("2026-11-21T00:00:01Z");
		assertThat(billing.path("wrong").isEmpty()).isTrue();
	}

	@Test
	void whatGoesWrongIsOneSentenceWithoutASecret() {
		for (Misfortune misfortune : List.of(Misfortune.FORBIDDEN, Misfortune.DONE_BUT_NONSENSE,
				Misfortune.DONE_BUT_BREAKS)) {
			this.keycloak.when("POST /clients", misfortune);
			assertThat(add("acme-billing")).isEqualTo(1);
		}
		this.keycloak.close();
		assertThat(add("acme-billing")).isEqualTo(1);
		assertThat(this.errors.toString().lines()).hasSize(4)
			.allMatch((line) -> line.matches(".*[.?]"))
			.noneMatch((line) -> line.contains("of-the-account") || line.contains("Exception"));
		assertThat(output()).isEmpty();
	}

	@Test
	void withoutTheAccountsSecretNothingIsAsked() {
		this.environment.remove("GATEHOUSE_ONBOARDING_SECRET");
		assertThat(add("acme-billing")).isEqualTo(1);
		assertThat(this.errors.toString()).contains("credentials.env");
	}

	@Test
	void accountsSecretComesFromTheFileOfCredentialsToo() throws IOException {
		this.environment.remove("GATEHOUSE_ONBOARDING_SECRET");
		Path file = Files.writeString(this.root.resolve("my.env"), "MY_ADMIN_SECRET=x\n");
		assertThat(run("list", "--account", "my-admin", "--credentials", file.toString())).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rotate acme-treasury --overlap 24", "rotate acme-treasury --overlap 91d",
			"rotate acme-treasury --overlap 0h", "rotate nobody", "rotate Acme", "show nobody", "remove nobody",
			"list --keycloak ftp://x", "list --keycloak http://keycloak.example",
			"list --management http://gateway.example",
			"add acme --name A --plan standard --scopes accounts:read --gateway localhost:8080",
			"add acme --name A --plan standard --scopes accounts:read --gateway http://gateway.example",
			"add acme --name A --plan gold --scopes accounts:read",
			"add acme --name A --plan standard --scopes gold:read",
			"add acme-treasury --name A --plan standard --scopes accounts:read",
			"add Acme --name A --plan standard --scopes a", "list --keycloak http://", "list --realm ../x",
			"list --audit nowhere", "list --partners nowhere.yaml",
			"add acme --name A --plan standard --scopes accounts:read --binding tls" })
	void whatMakesNoSenseChangesNothing(String command) throws IOException {
		assertThat(run(command.split(" ", -1))).isEqualTo(1);
		assertThat(this.errors.toString().lines()).hasSize(1);
		assertThat(this.keycloak.changes()).isEmpty();
		assertThat(registry()).isEqualTo(REGISTRY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "add", "add acme", "add acme --name A", "show", "rotate acme --secret x" })
	void whatIsNoCommandEndsWith2(String command) {
		assertThat(run(command.split(" ", -1))).isEqualTo(2);
	}

	@Test
	void everyCommandExplainsItself() {
		for (String command : List.of("add", "list", "show", "suspend", "resume", "rotate", "remove")) {
			assertThat(run(command, "--help")).isZero();
		}
		assertThat(run()).isZero();
		assertThat(output()).contains("suspend", "GATEHOUSE_ONBOARDING_SECRET");
	}

	private int add(String client) {
		return run("add", client, "--name", "Acme Billing", "--scopes", "accounts:read,loans:read", "--plan",
				"standard");
	}

	private int run(String... words) {
		List<String> command = new ArrayList<>(List.of("partner"));
		command.addAll(List.of(words));
		PrintStream out = new PrintStream(this.output, true, StandardCharsets.UTF_8);
		CommandLine commands = Gatehouse.commands(this.root, this.environment, new Terminal(out, false));
		commands.setErr(new PrintWriter(this.errors, true));
		return commands.setOut(new PrintWriter(out, true)).execute(command.toArray(String[]::new));
	}

	private String line(String client) {
		return output().lines().filter((line) -> line.startsWith(client + " ")).findFirst().orElseThrow();
	}

	private String registry() throws IOException {
		return Files.readString(this.root.resolve("partners.yaml"));
	}

	private String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
