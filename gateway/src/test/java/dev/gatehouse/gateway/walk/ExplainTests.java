package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.nimbusds.jose.JWSAlgorithm;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Who holds a token is told what would become of a call with it, and nothing else. */
@OpenBank({ Explained.MANY, Explained.AT_ONCE })
class ExplainTests {

	private final Bank bank;

	ExplainTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void callThatWouldBeForwardedPassesEveryCheckInTheOrderOfTheWalk() {
		Explained explained = explain("GET", "/v1/accounts/7?limit=2", this.bank.token());
		assertThat(explained.isAllowed()).isTrue();
		assertThat(explained.results().keySet()).containsExactly("entry.request", "contract.operation", "token.form",
				"token.algorithm", "token.key", "token.signature", "token.type", "token.issuer", "token.audience",
				"token.time", "token.claims", "token.binding", "token.revoked", "partner.registered", "partner.active",
				"partner.network", "partner.binding", "access.scope", "access.ceiling", "limits.concurrency",
				"limits.rate", "limits.quota");
		assertThat(explained.results().values()).containsOnly("passed");
		assertThat(explained.json().has("refusal")).isFalse();
		JsonNode operation = explained.json().path("operation");
		assertThat(operation.path("api").asString()).isEqualTo("accounts");
		assertThat(operation.path("id").asString()).isEqualTo("getAccount");
		assertThat(operation.path("path").asString()).isEqualTo("/v1/accounts/{accountId}");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void scopesAreToldAsNeededHeldAndCapped() {
		TestTokens token = this.bank.token().client("globex-reader").scope("openid accounts:write accounts:read");
		Explained explained = explain("POST", "/v1/accounts", token);
		assertThat(explained.checks("failed")).containsExactly("access.ceiling");
		assertThat(explained.json().path("scopes").toString()).isEqualTo("{\"needed\":[\"accounts:write\"],"
				+ "\"held\":[\"accounts:read\",\"accounts:write\",\"openid\"],\"capped\":[\"accounts:write\",\"openid\"]}");
		assertThat(explained.json().path("partner").asString()).isEqualTo("globex-reader");
		assertThat(explained.checks("not-reached")).containsExactly("limits.concurrency", "limits.rate",
				"limits.quota");
	}

	@Test
	void expiredTokenIsToldWhenItExpiredAndNothingOfItsPartner() {
		Explained explained = explain("GET", "/v1/accounts", this.bank.token().expiredFor(120));
		assertThat(explained.checks("failed")).containsExactly("token.time");
		assertThat(explained.refusal("reason")).isEqualTo("expired");
		Instant expired = Instant.parse(explained.json().path("token").path("expiresAt").asString());
		assertThat(expired).isBetween(Instant.now().minusSeconds(180), Instant.now().minusSeconds(119));
		assertThat(explained.members()).doesNotContain("partner", "limits").contains("operation", "scopes");
		assertThat(explained.json().path("scopes").toString()).isEqualTo("{\"needed\":[\"accounts:read\"]}");
	}

	@Test
	void checkThatFailedSaysWhatTheCallWouldBeTold() {
		Explained explained = explain("GET", "/v1/cards", this.bank.token());
		assertThat(explained.json().path("checks").valueStream().filter((check) -> check.has("detail"))).singleElement()
			.hasToString("{\"room\":\"access\",\"check\":\"scope\",\"result\":\"failed\","
					+ "\"problem\":\"insufficient-scope\",\"status\":403,\"reason\":\"insufficient-scope\","
					+ "\"detail\":\"The token does not hold the scope of this operation.\"}");
	}

	@Test
	void tokenForAnotherAudienceIsToldForWhich() {
		Explained explained = explain("GET", "/v1/accounts", this.bank.token().claim("aud", List.of("a", "b")));
		assertThat(explained.checks("failed")).containsExactly("token.audience");
		assertThat(explained.json().path("token").path("audience").toString()).isEqualTo("[\"a\",\"b\"]");
	}

	@Test
	void noCertificateAndNoProofAreSeenYet() {
		Explained explained = explain("GET", "/v1/accounts", this.bank.token());
		assertThat(explained.json().get("certificate").isNull()).isTrue();
		assertThat(explained.json().get("proof").isNull()).isTrue();
	}

	@Test
	void tokenThatCannotBeVerifiedIsToldThatAndWhy() {
		assertUnverified("signature", this.bank.token().signatureBy(Keys.FORGED, JWSAlgorithm.RS256).text());
		assertUnverified("key", this.bank.token().signedBy(Keys.NEXT, JWSAlgorithm.RS256).text());
		assertUnverified("algorithm", this.bank.token().header("alg", "HS256").text());
		assertUnverified("form", "nonsense");
		assertUnverified("form", "a.b.c.d.e");
	}

	private void assertUnverified(String check, String token) {
		Explained explained = Explained.of(this.bank.send(Explained.question("GET", "/v1/accounts").token(token)));
		assertThat(explained.checks("failed")).containsExactly("token." + check);
		assertThat(explained.members()).containsExactlyInAnyOrder("verdict", "refusal", "checks", "requestId");
		assertThat(explained.json().toString()).doesNotContain(Bank.ACME, Bank.AUDIENCE, "accounts:read");
	}

	@Test
	void callOfNoOperationEndsBeforeTheToken() {
		Explained explained = explain("GET", "/v1/none", this.bank.token());
		assertThat(explained.checks("passed")).containsExactly("entry.request");
		assertThat(explained.checks("failed")).containsExactly("contract.operation");
		assertThat(explained.refusal("status")).isEqualTo("404");
		assertThat(explained.members()).containsExactlyInAnyOrder("verdict", "refusal", "checks", "requestId");
		assertThat(explain("PATCH", "/v1/accounts", this.bank.token()).refusal("problem"))
			.isEqualTo("method-not-allowed");
		assertThat(explain("GET", "/v1//accounts", this.bank.token()).checks("failed"))
			.containsExactly("entry.request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/explain", "/.well-known/oauth-protected-resource" })
	void whatTheGatewayAnswersByItselfAsksNoMore(String path) {
		Explained explained = explain("GET", path, this.bank.token());
		assertThat(explained.isAllowed()).isTrue();
		assertThat(explained.checks("passed")).containsExactly("entry.request", "contract.operation");
		assertThat(explained.checks("failed")).isEmpty();
	}

	@Test
	void explainingTakesNothingOfAPlan() {
		for (int i = 0; i < 20; i++) {
			assertThat(explain("GET", "/v1/accounts", by("soylent-steady")).isAllowed()).isTrue();
		}
		assertThat(standing("soylent-steady", "rate")).isEqualTo("{\"limit\":2,\"remaining\":2,\"resetSeconds\":0}");
		assertThat(this.bank.send(read("soylent-steady"))).isOk();
		assertThat(standing("soylent-steady", "rate")).contains("\"remaining\":1");
		assertThat(this.bank.send(read("soylent-steady"))).isOk();
		Explained limited = explain("GET", "/v1/accounts", by("soylent-steady"));
		assertThat(limited.checks("failed")).containsExactly("limits.rate");
		assertThat(limited.checks("not-reached")).containsExactly("limits.quota");
		assertThat(limited.json().path("limits").path("rate").path("remaining").asInt(-1)).isZero();
		assertThat(this.bank.send(read("soylent-steady"))).isProblem(429, "rate-limited");
	}

	@Test
	void usedUpQuotaIsSeen() {
		for (int i = 0; i < 5; i++) {
			assertThat(standing("cyberdyne-counted", "quota")).contains("\"remaining\":2");
		}
		assertThat(this.bank.send(read("cyberdyne-counted"))).isOk();
		assertThat(standing("cyberdyne-counted", "quota")).contains("\"period\":\"month\"", "\"remaining\":1");
		assertThat(this.bank.send(read("cyberdyne-counted"))).isOk();
		assertThat(explain("GET", "/v1/accounts", by("cyberdyne-counted")).checks("failed"))
			.containsExactly("limits.quota");
		assertThat(this.bank.send(read("cyberdyne-counted"))).isProblem(429, "quota-exhausted");
	}

	@Test
	void takenPlaceIsSeen() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(read("wonka-single").text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			assertThat(explain("GET", "/v1/accounts", by("wonka-single")).checks("failed"))
				.containsExactly("limits.concurrency");
			answer.countDown();
			assertThat(Answer.read(wire, "GET")).isOk();
		}
		Awaitility.await().until(() -> explain("GET", "/v1/accounts", by("wonka-single")).isAllowed());
		assertThat(standing("wonka-single", "concurrency")).isEqualTo("{\"limit\":1,\"remaining\":1}");
	}

	@Test
	void planWithoutLimitsHasNoneToTell() {
		assertThat(explain("GET", "/v1/accounts", this.bank.token()).json().path("limits").toString())
			.isEqualTo("{\"plan\":\"unlimited\",\"rate\":null,\"quota\":null,\"concurrency\":null}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Basic YTpi", "Bearer" })
	void whoBringsNoTokenIsToldNothing(String authorization) {
		Call call = Explained.question("GET", "/v1/accounts")
			.headerIf("Authorization", authorization.isEmpty() ? null : authorization);
		assertThat(this.bank.send(call)).isProblem(401, "no-credentials", "none").hasChallenge("");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?", "?method=GET", "?path=/v1/accounts", "?method=&path=/v1/accounts",
			"?method=GET&path=", "?method=GET&method=GET&path=/v1/accounts", "?method=GET&path=/a&path=/b",
			"?METHOD=GET&path=/v1/accounts", "?method&path" })
	void questionThatIsNoneIsRefused(String query) {
		assertThat(this.bank.send(Call.get("/v1/explain" + query).token(this.bank.token()))).isProblem(400,
				"bad-request");
	}

	@Test
	void questionIsARequestLikeAnyOther() {
		Call call = Explained.question("GET", "/v1/accounts");
		assertThat(this.bank.send(call.token(this.bank.token()).token(this.bank.token()))).isProblem(400,
				"ambiguous-credentials");
		assertThat(this.bank.send(Call.of("POST", "/v1/explain").token(this.bank.token())))
			.isProblem(405, "method-not-allowed")
			.hasField("Allow", "GET");
		assertThat(this.bank.send(Call.get("/v1/explain?method=GET&path=/").body("{}").token(this.bank.token())))
			.isProblem(400, "bad-request");
		assertThat(this.bank.send(Call.get("/v1/explain/").token(this.bank.token()))).isProblem(404,
				"no-such-operation");
	}

	@Test
	void questionIsRecordedAsOne() {
		Metrics before = this.bank.gate().metrics();
		Answer answer = this.bank.send(Explained.question("GET", "/v1/accounts").token(this.bank.token()));
		JsonNode record = this.bank.audit().of(answer);
		assertThat(record.get("api").asString()).isEqualTo("gateway");
		assertThat(record.get("operation").asString()).isEqualTo("explain");
		assertThat(record.get("client").asString()).isEqualTo(Bank.ACME);
		assertThat(record.get("path").asString()).isEqualTo("/v1/explain");
		assertThat(record.get("decision").asString()).isEqualTo("allowed");
		assertThat(record.get("status").asInt()).isEqualTo(200);
		Call refused = Explained.question("GET", "/v1/accounts").token(this.bank.token().expired());
		assertThat(this.bank.audit().of(this.bank.send(refused)).get("client").asString()).isEqualTo(Bank.ACME);
		Call forged = Explained.question("GET", "/v1/accounts")
			.token(this.bank.token().signatureBy(Keys.FORGED, JWSAlgorithm.RS256));
		assertThat(this.bank.audit().of(this.bank.send(forged)).get("client").isNull()).isTrue();
		Awaitility.await()
			.until(() -> this.bank.gate().metrics().sum("gatehouse_requests_seconds_count", "operation=\"explain\"")
					- before.sum("gatehouse_requests_seconds_count", "operation=\"explain\"") >= 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "z9Qx7 z", "z9Qx7\"\\", "z9Qx7\r\nX-Injected: 1", "z9Qx7\u0000", "<z9Qx7>", "z9Qx7\u2028",
			"z9Qx7\ud83d\ude00", "/z9Qx7%ff", "/z9Qx7/../x", "http://z9Qx7/", "/v1/accounts?z9Qx7 ", "//z9Qx7",
			"/z9Qx7#a" })
	void nothingThatWasAskedIsRepeated(String hostile) {
		for (Call call : List.of(Explained.question("GET", hostile), Explained.question(hostile, "/v1/accounts"))) {
			Answer answer = this.bank.send(call.token(this.bank.token()));
			assertThat(Explained.of(answer).isAllowed()).isFalse();
			assertThat(answer.body()).doesNotContain("z9Qx7");
			assertThat(answer.headers()).noneMatch((field) -> field.value().contains("z9Qx7"));
		}
	}

	@Test
	void whatATokenHoldsCannotBreakTheAnswer() {
		Explained explained = explain("GET", "/v1/accounts",
				this.bank.token().claim("aud", "\"}\r\n<script>\u2028").claim("nbf", 7));
		assertThat(explained.json().path("token").path("audience").toString()).contains("<script>");
		assertThat(explained.json().path("token").path("notBefore").asString()).isEqualTo("1970-01-01T00:00:07Z");
	}

	@Test
	void tokenWhoseTimesCannotBeReadIsToldTheRest() {
		Explained explained = explain("GET", "/v1/accounts", this.bank.token().claim("exp", List.of(1)));
		assertThat(explained.checks("failed")).containsExactly("token.claims");
		assertThat(explained.checks("passed")).contains("token.signature", "token.type", "token.audience")
			.doesNotContain("token.time");
		assertThat(explained.members()).contains("token").doesNotContain("partner", "limits");
		assertThat(explained.json().path("token").has("expiresAt")).isFalse();
	}

	@Test
	void tokenOfAnotherIssuerIsAskedForNoKey() {
		Explained explained = explain("GET", "/v1/accounts", this.bank.token().claim("iss", "https://other.example"));
		assertThat(explained.checks("failed")).containsExactly("token.issuer");
		assertThat(explained.checks("passed")).contains("token.form", "token.algorithm")
			.doesNotContain("token.key", "token.signature", "token.type");
		assertThat(explained.members()).containsExactlyInAnyOrder("verdict", "refusal", "checks", "requestId");
	}

	@Test
	void partnerThatFetchesATokenForEveryCallIsTold() {
		assertThat(explain("GET", "/v1/accounts", by("piper-hasty")).json().path("hints").toString()).isEqualTo("[]");
		for (int i = 0; i < 20; i++) {
			this.bank.send(Call.get("/v1/accounts").token(by("piper-hasty")));
		}
		assertThat(
				explain("GET", "/v1/accounts", by("piper-hasty")).json().path("hints").path(0).path("hint").asString())
			.isEqualTo("token-per-call");
		assertThat(this.bank.gate().metrics().sum("gatehouse_partner_fresh_tokens", "client=\"piper-hasty\""))
			.isBetween(20.0, 30.0);
	}

	private String standing(String client, String limit) {
		return explain("GET", "/v1/accounts", by(client)).json().path("limits").path(limit).toString();
	}

	private Explained explain(String method, String path, TestTokens token) {
		return Explained.of(this.bank.send(Explained.question(method, path).token(token)));
	}

	private Call read(String client) {
		return Call.get("/v1/accounts").token(by(client));
	}

	private TestTokens by(String client) {
		return this.bank.token().client(client);
	}

}
