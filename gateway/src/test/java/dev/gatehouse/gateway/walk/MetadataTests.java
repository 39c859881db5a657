package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Anybody may read whose tokens are taken here, and for what (RFC 9728). */
@OpenBank({ "gatehouse.public-uri=https://api.bank.example", "gatehouse.resource-name=The bank's API",
		"gatehouse.resource-documentation=https://docs.bank.example/api" })
class MetadataTests {

	private static final String PATH = "/.well-known/oauth-protected-resource";

	private static final JsonMapper JSON = new JsonMapper();

	private final Bank bank;

	MetadataTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesAService() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	@Checks({ "A-89", "A-90" })
	void gatewayIsOneResourceWithAllScopes() {
		Answer answer = this.bank.send(Call.get(PATH));
		assertThat(answer).isOk()
			.hasField("Content-Type", "application/json")
			.hasField("Cache-Control", "public, max-age=3600")
			.hasMember("resource", "\"https://api.bank.example\"")
			.hasMember("authorization_servers", "[\"" + this.bank.issuer().uri() + "\"]")
			.hasMember("scopes_supported", "[\"accounts:read\",\"accounts:write\",\"cards:read\"]")
			.hasMember("bearer_methods_supported", "[\"header\"]")
			.hasMember("dpop_signing_alg_values_supported", "[\"ES256\",\"PS256\",\"EdDSA\"]")
			.hasMember("dpop_bound_access_tokens_required", "false")
			.hasMember("resource_name", "\"The bank's API\"")
			.hasMember("resource_documentation", "\"https://docs.bank.example/api\"");
		assertThat(answer.values("Date")).hasSize(1);
		assertThat(answer.requestId()).matches("[0-9a-f-]{36}");
		assertThat(answer.body()).doesNotContain("none");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/v1/accounts | [\"accounts:read\",\"accounts:write\"]", "/v1/cards | [\"cards:read\"]" })
	@Checks({ "A-89", "A-90" })
	void eachApiIsAResourceUnderItsPath(String path, String scopes) {
		assertThat(this.bank.send(Call.get(PATH + path))).isOk()
			.hasMember("resource", "\"https://api.bank.example" + path + "\"")
			.hasMember("scopes_supported", scopes);
	}

	@Test
	@Checks("A-91")
	void challengeLeadsToMetadataOfTheResource() {
		String challenge = String.valueOf(this.bank.send(Call.get("/v1/accounts")).header("WWW-Authenticate"));
		assertThat(challenge).endsWith("resource_metadata=\"https://api.bank.example" + PATH + "\"");
	}

	@Test
	@Checks("A-91")
	void resourceIsNotWhatTheClientCallsIt() {
		Call call = Call.get(PATH)
			.withoutHost()
			.header("Host", "evil.example")
			.header("X-Forwarded-Host", "evil.example")
			.header("Forwarded", "host=evil.example");
		assertThat(this.bank.send(call)).isOk().hasMember("resource", "\"https://api.bank.example\"");
	}

	@Test
	@Checks({ "A-89", "A-105" })
	void headGetsTheFieldsAlone() throws Exception {
		Answer get = this.bank.send(Call.get(PATH));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(Call.of("HEAD", PATH).text());
			Answer head = Answer.read(wire, "HEAD");
			assertThat(head).hasStatus(200)
				.hasField("Content-Type", "application/json")
				.hasField("Content-Length", Integer.toString(get.body().length()));
			wire.send(Call.get(PATH).text());
			assertThat(Answer.read(wire, "GET").body()).isEqualTo(get.body());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get" })
	@Checks("A-92")
	void itCanOnlyBeRead(String method) {
		assertThat(this.bank.send(Call.of(method, PATH))).isProblem(405, "method-not-allowed")
			.hasField("Allow", "GET, HEAD");
		assertThat(this.bank.send(Call.of(method, PATH + "/v1/cards"))).isProblem(405, "method-not-allowed")
			.hasField("Allow", "GET, HEAD");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1", "/v1/", "/v1/accounts/", "/v1/accounts/1", "/v1/loans", "/v1/Accounts",
			"/v1/explain", "/.well-known/oauth-protected-resource" })
	@Checks("A-92")
	void whatIsNoResourceHasNoMetadata(String suffix) {
		assertThat(this.bank.send(Call.get(PATH + suffix))).isProblem(404, "no-such-operation");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/..;/v1/accounts", "/.well-known/oauth-protected-resource/..;/v1/accounts",
			"/.well-known/oauth-protected-resource/../../v1/accounts", "/.well-known/oauth-protected-resource;x=1",
			"/.well-known/oauth-protected-resource/%2e%2e/x", "/.well-known//oauth-protected-resource",
			"/v1/accounts/..;/..;/.well-known/oauth-protected-resource", "/%2ewell-known/oauth-protected-resource" })
	@Checks("A-92")
	void noSpellingOfAPathLeadsThroughIt(String path) {
		assertThat(this.bank.send(Call.get(path)).status()).isIn(400, 404);
		assertThat(this.bank.send(Call.get(path).token(this.bank.token())).status()).isIn(400, 404);
	}

	@Test
	void tokenIsNotNeededAndNotLookedAt() {
		assertThat(this.bank.send(Call.get(PATH).token("nonsense"))).isOk();
		assertThat(this.bank.send(Call.get(PATH).token(this.bank.token().expired()))).isOk();
		assertThat(this.bank.send(Call.get(PATH + "?x=1"))).isOk();
	}

	@Test
	void whatComesInIsCheckedAndRecordedLikeAnyOther() {
		assertThat(this.bank.send(Call.get(PATH).body("{}"))).isProblem(400, "bad-request");
		assertThat(this.bank.send(Call.get(PATH).token("a").token("b"))).isProblem(400, "ambiguous-credentials");
		JsonNode record = this.bank.audit().of(this.bank.send(Call.get(PATH + "/v1/cards")));
		assertThat(record.get("api").asString()).isEqualTo("gateway");
		assertThat(record.get("operation").asString()).isEqualTo("metadata");
		assertThat(record.get("decision").asString()).isEqualTo("allowed");
		assertThat(record.get("status").asInt()).isEqualTo(200);
		assertThat(record.get("scopes")).isEqualTo(JSON.readTree("[]"));
		assertThat(this.bank.gate()
			.metrics()
			.sum("gatehouse_requests_seconds_count", "api=\"gateway\"", "operation=\"metadata\"", "status=\"200\""))
			.isPositive();
	}

}
