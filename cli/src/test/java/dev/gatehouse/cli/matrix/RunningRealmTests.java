package dev.gatehouse.cli.matrix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The realm of a Keycloak that runs, and what else may answer in its place. */
class RunningRealmTests {

	private static final String TOKEN = "{\"access_token\": \"abc\"}";

	private static final String SCOPES = "[{\"name\": \"things:read\"}, {\"name\": \"things:write\"}, "
			+ "{\"name\": \"partner-token\", \"attributes\": {\"include.in.token.scope\": \"false\"}, "
			+ "\"protocolMappers\": [" + SmallBank.AUDIENCE + "]}]";

	private static final String CLIENTS = "[" + client("acme", "\"things:read\", \"things:write\"") + ","
			+ client("globex", "\"things:read\"") + "]";

	private final SmallBank bank;

	private final StubKeycloak keycloak = new StubKeycloak();

	RunningRealmTests(@TempDir Path folder) {
		this.bank = new SmallBank(folder).write(".gatehouse/credentials.env", "KEYCLOAK_ADMIN_PASSWORD=s3cret+&\n")
			.environment("GATEHOUSE_KEYCLOAK_URL", this.keycloak.url() + "/");
		this.keycloak.on(StubKeycloak.ADMIN_TOKEN, 200, TOKEN)
			.on(StubKeycloak.SCOPES, 200, SCOPES)
			.on(StubKeycloak.clients(0), 200, CLIENTS)
			.on(StubKeycloak.clients(2), 200, "[]");
	}

	@AfterEach
	void stop() {
		this.keycloak.close();
	}

	private static String client(String id, String scopes) {
		return "{\"clientId\": \"%s\", \"enabled\": true, \"serviceAccountsEnabled\": true, \"attributes\": {%s}, "
			.formatted(id, SmallBank.TYPE) + "\"defaultClientScopes\": [\"partner-token\"], \"optionalClientScopes\": ["
				+ scopes + "]}";
	}

	@Test
	void aRealmThatAgreesHasNoFault() {
		assertThat(this.bank.faults("--keycloak")).isEmpty();
		assertThat(this.bank
			.json("--keycloak", this.keycloak.url(), "--credentials",
					this.bank.path(".gatehouse/credentials.env").toString())
			.at("/sources/realm")
			.asString()).isEqualTo(this.keycloak.url());
	}

	@Test
	void administratorsPasswordIsForNoAddressThatIsOnlyNamed() {
		assertUndecided("There is no GATEHOUSE_ONBOARDING_SECRET", "--keycloak", this.keycloak.url());
		assertThat(this.keycloak.asked()).isEmpty();
	}

	@Test
	void withoutTheOptionNobodyIsAsked() {
		assertThat(this.bank.faults()).isEmpty();
		assertThat(this.keycloak.asked()).isEmpty();
	}

	@Test
	void aScopeAboveTheCeilingIsShown() {
		this.keycloak.on(StubKeycloak.clients(0), 200,
				CLIENTS.replace("[\"things:read\"]", "[\"things:read\", \"things:write\"]"));
		assertThat(this.bank.verdict("globex", "POST /things", "--keycloak")).isEqualTo("above-ceiling");
		assertThat(this.bank.faults("--keycloak")).containsExactly(this.keycloak.url()
				+ "/admin/realms/bank/clients: the client globex has things:write, which is above the partner's ceiling");
	}

	@Test
	void allPagesOfClientsAreRead() {
		String page = IntStream.range(0, 100)
			.mapToObj((i) -> client("other" + i, ""))
			.collect(Collectors.joining(",", "[", "]"));
		this.keycloak.on(StubKeycloak.clients(0), 200, page)
			.on(StubKeycloak.clients(100), 200, CLIENTS)
			.on(StubKeycloak.clients(102), 200, "[]");
		assertThat(this.bank.faults("--keycloak")).isEmpty();
	}

	@Test
	void whoAlwaysAnswersAlikeIsNotAskedForEver() {
		this.keycloak.on(StubKeycloak.clients(2), 200, CLIENTS);
		assertThat(this.bank.faults("--keycloak")).isEmpty();
		assertThat(this.keycloak.asked()).filteredOn((line) -> line.contains("/clients?")).hasSize(2);
	}

	@Test
	void theAccountForClientsIsPreferred() {
		this.bank.write(".gatehouse/credentials.env",
				"KEYCLOAK_ADMIN_PASSWORD=a\nGATEHOUSE_ONBOARDING_SECRET=onboarding\n");
		this.keycloak.on(StubKeycloak.TOKEN, 200, "{\"access_token\": \"its-own\"}");
		assertThat(this.bank.faults("--keycloak")).isEmpty();
		assertThat(this.keycloak.asked()).noneMatch((line) -> line.contains("/realms/master/"))
			.filteredOn((line) -> line.contains("/admin/"))
			.allMatch((line) -> line.contains("Bearer its-own"));
	}

	@Test
	void theAdministratorAsksWhereThereIsNoSuchAccount() {
		this.bank.write(".gatehouse/credentials.env",
				"KEYCLOAK_ADMIN_PASSWORD=a\nGATEHOUSE_ONBOARDING_SECRET=onboarding\n");
		this.keycloak.on(StubKeycloak.TOKEN, 401, "{\"error\": \"invalid_client\"}");
		assertThat(this.bank.faults("--keycloak")).isEmpty();
	}

	@Test
	void theAdministratorsPasswordGoesIntoTheFormEncoded() {
		assertThat(this.bank.faults("--keycloak")).isEmpty();
		assertThat(this.keycloak.asked().getFirst()).startsWith("POST " + StubKeycloak.ADMIN_TOKEN)
			.endsWith("&username=admin&password=s3cret%2B%26");
	}

	@Test
	void withoutAnySecretNobodyIsAsked() {
		this.bank.write(".gatehouse/credentials.env", "OTHER=a\n");
		assertUndecided("There is no GATEHOUSE_ONBOARDING_SECRET");
		Path other = this.bank.write("other.env", "GATEHOUSE_ONBOARDING_SECRET=s3cret\n").path("other.env");
		assertUndecided("Keycloak gives gatehouse-onboarding no token: 404", "--credentials", other.toString());
		assertUndecided("cannot be read", "--credentials", this.bank.path("apis").toString());
		this.bank.environment("GATEHOUSE_CREDENTIALS", this.bank.path("nowhere.env").toString());
		assertUndecided("There are no credentials in");
	}

	@Test
	void aWrongPasswordIsASentence() {
		this.keycloak.on(StubKeycloak.ADMIN_TOKEN, 401, "{\"error\": \"invalid_grant\"}");
		assertUndecided("Keycloak gives its administrator no token: 401");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "{}", "[]", "null", "{\"access_token\": null}", "{\"access_token\": {}}",
			"{\"access_token\": \"\"}", "{\"access_token\": \"a\\r\\nb\"}" })
	void aTokenThatIsNoneIsASentence(String answer) {
		this.keycloak.on(StubKeycloak.ADMIN_TOKEN, 200, answer);
		assertUndecided("");
		assertThat(this.keycloak.asked()).noneMatch((line) -> line.contains("/admin/"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "{}", "null", "[null]", "[1]", "[[]]", "[{}]", "[{\"clientId\": \"acme\"}]",
			"[{\"clientId\": {}, \"defaultClientScopes\": [], \"optionalClientScopes\": []}]",
			"[{\"clientId\": \"acme\", \"defaultClientScopes\": [{}], \"optionalClientScopes\": []}]", "[", "[]" })
	void clientsThatAreNoneAreASentence(String answer) {
		this.keycloak.on(StubKeycloak.clients(0), 200, answer);
		assertUndecided(this.keycloak.url());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "{}", "[{}]", "[{\"name\": null}]", "[{\"name\": \"a\"}, {\"name\": \"a\"}]",
			"[{\"name\": \"a\", \"attributes\": []}]" })
	void clientScopesThatAreNoneAreASentence(String answer) {
		this.keycloak.on(StubKeycloak.SCOPES, 200, answer);
		assertUndecided(this.keycloak.url());
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void whoMayNotSeeClientsIsTold(int status) {
		this.keycloak.on(StubKeycloak.clients(0), status, "{}");
		assertUndecided("this account may not see it (" + status + ")");
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 302, 404, 500, 503 })
	void anyOtherStatusIsASentence(int status) {
		this.keycloak.on(StubKeycloak.clients(0), status, "");
		assertUndecided("Keycloak answers " + status);
	}

	@Test
	void moreThanKeycloakWouldSendIsNotRead() {
		this.keycloak.on(StubKeycloak.clients(0), 200, "[" + " ".repeat(17 * 1024 * 1024) + "]");
		assertUndecided("does not answer");
	}

	@Test
	void anAnswerThatDoesNotEndIsNone() {
		this.keycloak.on(StubKeycloak.SCOPES, StubKeycloak.UNENDING, "[");
		Credentials credentials = new Credentials(Map.of(Credentials.KEYCLOAK_ADMIN_PASSWORD, "s3cret"), "a file");
		try (AdminApi api = new AdminApi(this.keycloak.url(), credentials, Duration.ofMillis(800))) {
			assertThatExceptionOfType(Complaint.class).isThrownBy(() -> api.get("/client-scopes"))
				.withMessageContaining("does not answer");
		}
	}

	@Test
	void secretGoesToNoOtherMachineInClear() {
		String credentials = this.bank.path(".gatehouse/credentials.env").toString();
		assertUndecided("https is needed", "--keycloak", "http://keycloak.example", "--credentials", credentials);
	}

	@Test
	void nobodyThereIsASentence() {
		this.keycloak.close();
		assertUndecided("Keycloak does not answer at " + this.keycloak.url());
	}

	@Test
	void anAddressThatIsNoneIsASentence() {
		String credentials = this.bank.path(".gatehouse/credentials.env").toString();
		assertUndecided("is not the address of a Keycloak", "--keycloak", "localhost:8081", "--credentials",
				credentials);
		assertUndecided("is not the address of a Keycloak", "--keycloak", "http://a b", "--credentials", credentials);
	}

	private void assertUndecided(String complaint, String... arguments) {
		SmallBank.Run run = this.bank.run((arguments.length > 0 && arguments[0].equals("--keycloak")) ? arguments
				: concat("--keycloak", arguments));
		assertThat(run.status()).as(run.toString()).isEqualTo(2);
		assertThat(run.out()).isEmpty();
		assertThat(run.err().lines()).hasSize(1).first().asString().contains(complaint).doesNotContain("s3cret", "abc");
	}

	private static String[] concat(String first, String... others) {
		String[] all = new String[others.length + 1];
		all[0] = first;
		System.arraycopy(others, 0, all, 1, others.length);
		return all;
	}

}
