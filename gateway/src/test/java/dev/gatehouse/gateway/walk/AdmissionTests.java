package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in, and gets what the service says. */
@OpenBank
class AdmissionTests {

	private final Bank bank;

	AdmissionTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	@Checks({ "A-1", "A-164" })
	void partnerWithTheScopeReachesTheServiceOfTheOperation() {
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).isOk();
		assertThat(answer.body()).isEqualTo("{\"ok\":true}");
		assertThat(this.bank.accounts().onlyArrival().requestLine()).isEqualTo("GET /v1/accounts HTTP/1.1");
		assertThat(this.bank.cards().arrivals()).isEmpty();
	}

	static Stream<Named<UnaryOperator<TestTokens>>> goodTokens() {
		return Stream.of(Named.of("ES256", (token) -> token.signedBy(Keys.EC, JWSAlgorithm.ES256)),
				Named.of("PS256", (token) -> token.signedBy(Keys.RSA, JWSAlgorithm.PS256)),
				Named.of("typ with application/", (token) -> token.type("application/at+jwt")),
				Named.of("typ in capitals", (token) -> token.type("AT+JWT")),
				Named.of("audience among others", (token) -> token.claim("aud", List.of("other", Bank.AUDIENCE))),
				Named.of("expired within the skew", (token) -> token.expiredFor(20)),
				Named.of("not valid before, within the skew", (token) -> token.notBefore(20)),
				Named.of("more scopes than needed", (token) -> token.scope("openid accounts:write accounts:read")),
				Named.of("no azp", (token) -> token.without("azp")));
	}

	@ParameterizedTest
	@MethodSource("goodTokens")
	void goodTokenIsTaken(UnaryOperator<TestTokens> change) {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(change.apply(this.bank.token())))).isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "bearer", "BEARER", "bEaReR" })
	void schemeIsTakenInAnyCase(String scheme) {
		Call call = Call.get("/v1/accounts").header("Authorization", scheme + " " + this.bank.token().text());
		assertThat(this.bank.send(call)).isOk();
	}

	@Test
	void bodyReachesTheServiceAsItWasSent() {
		TestTokens token = this.bank.token().scope("accounts:write");
		assertThat(this.bank.send(Call.post("/v1/accounts", "{\"a\": 1}").token(token))).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.body()).isEqualTo("{\"a\": 1}");
		assertThat(arrival.values("Content-Length")).containsExactly("8");
		assertThat(arrival.values("Content-Type")).containsExactly("application/json");
	}

	@Test
	void bodyWithoutAnnouncedLengthReachesTheServiceInChunks() {
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json; charset=utf-8")
			.chunked("{\"a\": 1}")
			.token(this.bank.token().scope("accounts:write"));
		assertThat(this.bank.send(call)).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.body()).isEqualTo("{\"a\": 1}");
		assertThat(arrival.values("Transfer-Encoding")).containsExactly("chunked");
		assertThat(arrival.values("Content-Length")).isEmpty();
	}

	@Test
	void serviceLearnsWhichPartnerEachRequestIsFrom() {
		for (String client : List.of(Bank.ACME, "globex-reader", Bank.ACME)) {
			assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client(client)))).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).extracting((arrival) -> arrival.values("X-Client-Id"))
			.containsExactly(List.of(Bank.ACME), List.of("globex-reader"), List.of(Bank.ACME));
	}

	@Test
	@Checks("A-135")
	void operationWithTwoScopesNeedsATokenWithBoth() {
		Call call = Call.get("/v1/accounts/1/audit").token(this.bank.token().scope("accounts:read accounts:write"));
		assertThat(this.bank.send(call)).isOk();
		assertThat(this.bank.send(Call.get("/v1/accounts/1/audit").token(this.bank.token())))
			.isProblem(403, "insufficient-scope")
			.hasMember("scope", "\"accounts:read accounts:write\"");
	}

	@Test
	void serviceAnswersOfAnyKindReachTheClient() {
		for (int status : List.of(201, 302, 400, 404, 409, 422)) {
			this.bank.accounts().answers(Script.json(status, "{\"status\":" + status + "}"));
			Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
			assertThat(answer).hasStatus(status);
			assertThat(answer.body()).isEqualTo("{\"status\":" + status + "}");
		}
	}

}
