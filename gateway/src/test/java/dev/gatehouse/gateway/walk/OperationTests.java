package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What no contract names does not exist, whoever asks. */
@OpenBank
@Checks({ "A-97", "A-101", "A-104", "A-106", "A-122" })
class OperationTests {

	private final Bank bank;

	OperationTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesAService() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1", "/v2/accounts", "/v1/accounts/", "/v1/accounts/1/", "/V1/accounts",
			"/v1/Accounts", "/v1/accounts/1/transactions", "/v1/loans", "/actuator", "/actuator/health",
			"/actuator/prometheus", "/actuator/gateway/routes", "/error", "/favicon.ico", "/login", "/console" })
	@Checks("A-162")
	void pathThatNoContractNamesIsNotFound(String path) {
		assertThat(this.bank.send(Call.get(path).token(this.bank.token()))).isProblem(404, "no-such-operation");
		assertThat(this.bank.send(Call.get(path))).isProblem(404, "no-such-operation");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "PATCH", "OPTIONS", "TRACE", "BREW" })
	@Checks({ "A-97", "A-101" })
	void methodThatTheContractDoesNotNameIsRefusedWithThoseThatItDoes(String method) {
		TestTokens token = this.bank.token().scope("accounts:read accounts:write");
		assertThat(this.bank.send(Call.of(method, "/v1/accounts/1").token(token))).isProblem(405, "method-not-allowed")
			.hasField("Allow", "DELETE, GET")
			.hasMember("allowed", "[\"DELETE\",\"GET\"]");
	}

	@Test
	void methodsAreCaseSensitive() {
		assertThat(this.bank.send(Call.of("get", "/v1/accounts").token(this.bank.token()))).isProblem(405,
				"method-not-allowed");
	}

	@Test
	void headIsRefusedWithTheFieldsOfTheProblemAndNoBody() {
		Answer refused = this.bank.send(Call.of("HEAD", "/v1/accounts").token(this.bank.token()));
		assertThat(refused).hasStatus(405)
			.hasField("Allow", "GET, POST")
			.hasField("Content-Type", "application/problem+json");
		assertThat(this.bank.audit().of(refused).get("method").asString()).isEqualTo("HEAD");
	}

	@Test
	void connectionServesOnAfterARefusedHead() throws Exception {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(Call.of("HEAD", "/v1/none").text());
			assertThat(Answer.read(wire, "HEAD")).hasStatus(404);
			wire.send(Call.get("/v1/none").text());
			assertThat(Answer.read(wire, "GET")).isProblem(404, "no-such-operation");
		}
	}

	@Test
	void preflightGrantsNothing() {
		Call call = Call.of("OPTIONS", "/v1/accounts")
			.header("Origin", "https://evil.example")
			.header("Access-Control-Request-Method", "POST");
		assertThat(this.bank.send(call)).isProblem(405, "method-not-allowed")
			.hasNoField("Access-Control-Allow-Origin")
			.hasNoField("Access-Control-Allow-Methods");
	}

	@Test
	void bodyWhereTheContractNamesNoneIsRefused() {
		TestTokens token = this.bank.token().scope("accounts:read accounts:write");
		assertThat(this.bank.send(Call.get("/v1/accounts").body("{}").token(token))).isProblem(400, "bad-request");
		assertThat(this.bank.send(Call.get("/v1/accounts").chunked("{}").token(token))).isProblem(400, "bad-request");
		assertThat(this.bank.send(Call.of("DELETE", "/v1/accounts/1").body("{}").token(token))).isProblem(400,
				"bad-request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "application/jsonx", "application/json+x", "*/*", "" })
	void bodyOfAnotherMediaTypeIsRefusedWithThoseThatTheContractNames(String type) {
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", type)
			.body("{}")
			.token(this.bank.token().scope("accounts:write"));
		assertThat(this.bank.send(call)).isProblem(415, "unsupported-media-type")
			.hasMember("accepted", "[\"application/json\"]");
	}

	@Test
	void bodyWithoutAMediaTypeIsRefused() {
		Call call = Call.of("POST", "/v1/accounts").body("{}").token(this.bank.token().scope("accounts:write"));
		assertThat(this.bank.send(call)).isProblem(415, "unsupported-media-type");
	}

	@Test
	void problemIsJsonWhateverTheClientAccepts() {
		assertThat(this.bank.send(Call.get("/v1/accounts").header("Accept", "text/html"))).isProblem(401,
				"no-credentials", "none");
	}

}
