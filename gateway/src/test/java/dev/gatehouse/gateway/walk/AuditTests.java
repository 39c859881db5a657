package dev.gatehouse.gateway.walk;

import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Every request leaves one record, and no secret in it. */
@OpenBank
class AuditTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final List<String> MEMBERS = List.of("api", "check", "client", "decision", "durationMs", "hash",
			"keyId", "method", "operation", "path", "prev", "reason", "requestId", "scopes", "seq", "source", "status",
			"time", "tokenId", "traceId");

	private final Bank bank;

	AuditTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void allowedRequestIsRecordedWithWhoAskedForWhatAndWhatCameOfIt() {
		TestTokens token = this.bank.token().claim("jti", "token-7");
		String trace = "0af7651916cd43dd8448eb211c80319c";
		Answer answer = this.bank.gate()
			.sendFrom("127.0.0.9",
					Call.get("/v1/accounts/7?secret=x")
						.token(token)
						.header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));
		JsonNode record = this.bank.audit().of(answer);
		assertThat(record.propertyNames()).containsExactlyInAnyOrderElementsOf(MEMBERS);
		assertThat(record.get("client").asString()).isEqualTo(Bank.ACME);
		assertThat(record.get("tokenId").asString()).isEqualTo("token-7");
		assertThat(record.get("keyId").asString()).isEqualTo(Keys.RSA.getKeyID());
		assertThat(record.get("source").asString()).isEqualTo("127.0.0.9");
		assertThat(record.get("api").asString()).isEqualTo("accounts");
		assertThat(record.get("operation").asString()).isEqualTo("getAccount");
		assertThat(record.get("method").asString()).isEqualTo("GET");
		assertThat(record.get("path").asString()).isEqualTo("/v1/accounts/7");
		assertThat(record.get("scopes")).isEqualTo(JSON.readTree("[\"accounts:read\"]"));
		assertThat(record.get("decision").asString()).isEqualTo("allowed");
		assertThat(record.get("reason").isNull()).isTrue();
		assertThat(record.get("status").asInt()).isEqualTo(200);
		assertThat(record.get("traceId").asString()).isEqualTo(trace);
		assertThat(record.get("durationMs").asLong()).isNotNegative();
	}

	@Test
	void refusalsAreRecordedWithWhatWasKnownByThen() {
		JsonNode stranger = this.bank.audit().of(this.bank.send(Call.get("/v1/accounts")));
		assertThat(stranger.get("client").isNull()).isTrue();
		assertThat(stranger.get("operation").asString()).isEqualTo("listAccounts");
		assertThat(stranger.get("decision").asString()).isEqualTo("no-credentials");
		assertThat(stranger.get("reason").asString()).isEqualTo("none");
		assertThat(stranger.get("status").asInt()).isEqualTo(401);
		JsonNode lost = this.bank.audit().of(this.bank.send(Call.get("/v1/none")));
		assertThat(lost.get("operation").isNull()).isTrue();
		assertThat(lost.get("decision").asString()).isEqualTo("no-such-operation");
		JsonNode suspended = this.bank.audit()
			.of(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("umbrella-frozen"))));
		assertThat(suspended.get("client").asString()).isEqualTo("umbrella-frozen");
		assertThat(suspended.get("decision").asString()).isEqualTo("partner-suspended");
	}

	@Test
	void failureOfAServiceIsRecorded() {
		this.bank.accounts().answers(Script.bytesAndEnd("garbage\r\n\r\n"));
		JsonNode record = this.bank.audit().of(this.bank.send(Call.get("/v1/accounts").token(this.bank.token())));
		assertThat(record.get("decision").asString()).isEqualTo("upstream-failed");
		assertThat(record.get("status").asInt()).isEqualTo(502);
	}

	@Test
	void requestWhoseClientWentAwayIsRecorded() throws Exception {
		this.bank.accounts().answers(Script.silence());
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(Call.get("/v1/accounts").token(this.bank.token()).text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			wire.reset();
		}
		String requestId = String.valueOf(this.bank.accounts().onlyArrival().header("X-Request-Id"));
		assertThat(this.bank.audit().ofRequest(requestId).get("status").asInt()).isEqualTo(499);
	}

	@Test
	void recordHoldsNoTokenNoQueryAndNoBody() {
		TestTokens token = this.bank.token().scope("accounts:write");
		Answer allowed = this.bank
			.send(Call.post("/v1/accounts?query-secret=1", "{\"body\":\"body-secret\"}").token(token));
		Answer refused = this.bank.send(Call.get("/v1/accounts?access_token=" + token.text()));
		this.bank.audit().of(allowed);
		this.bank.audit().of(refused);
		assertThat(this.bank.audit().lines()).noneMatch((line) -> line.contains("eyJ") || line.contains("-secret"));
	}

	@Test
	void whatACallerWritesCannotForgeALine() {
		Answer answer = this.bank.send(Call.get("/v1/accounts")
			.token(this.bank.token().client("x\",\"decision\":\"allowed").claim("jti", "\n{\"seq\":1}\n\u001b[31m")));
		assertThat(answer).isProblem(403, "unknown-partner");
		assertThat(this.bank.audit().of(answer).get("decision").asString()).isEqualTo("unknown-partner");
	}

	@Test
	void recordsAreChained() {
		for (int i = 0; i < 3; i++) {
			this.bank.audit().of(this.bank.send(Call.get("/v1/accounts")));
		}
		assertThat(this.bank.audit().assertChained()).isGreaterThanOrEqualTo(3);
	}

}
