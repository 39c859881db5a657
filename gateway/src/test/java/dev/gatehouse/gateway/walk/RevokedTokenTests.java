package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Operators refuse tokens over the management port, and partners feel it with the next
 * request.
 */
@ExtendWith(WatchExtension.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class RevokedTokenTests {

	private static final String SECRET = "only-the-operators-of-the-bank-know-this";

	private static final String PATH = "/actuator/revocations";

	private static Bank bank;

	@BeforeAll
	static void open() {
		bank = new Bank();
		bank.start(settings()).awaitReady();
	}

	private static Stream<String> settings() {
		return Stream.of("gatehouse.management.secret=" + SECRET,
				"gatehouse.revocations.file=" + bank.file("own/revocations.json"), Explained.MANY, Explained.AT_ONCE);
	}

	@AfterAll
	static void close() {
		bank.close();
	}

	@Checks("A-63")
	@Test
	void knownTokenOfARevokedClientIsRefusedWithTheNextRequest() {
		TestTokens token = bank.token().client("globex-reader");
		assertThat(bank.send(read(token))).isOk();
		assertThat(bank.send(read(token))).isOk();
		JsonNode answer = changed(revoke("{\"client\":\"globex-reader\",\"by\":\"alice\"}"));
		assertThat(answer.path("store").asString()).isEqualTo("none");
		assertThat(answer.path("kept").asBoolean()).isTrue();
		assertThat(answer.path("registered").asBoolean()).isTrue();
		assertThat(answer.path("revocation").path("by").asString()).isEqualTo("alice");
		int arrivals = bank.arrivals();
		Answer refused = bank.send(read(token));
		assertThat(refused).isInvalidToken("revoked");
		JsonNode record = bank.audit().of(refused);
		assertThat(record.path("reason").asString()).isEqualTo("revoked");
		assertThat(record.path("client").asString()).isEqualTo("globex-reader");
		assertThat(record.path("keyId").asString()).isEqualTo(Keys.RSA.getKeyID());
		assertThat(bank.send(read(old("globex-reader")))).as("unknown").isInvalidToken("revoked");
		assertThat(bank.arrivals()).isEqualTo(arrivals);
		assertThat(bank.send(read(bank.token()))).as("another client").isOk();
		Instant before = Instant.parse(answer.path("revocation").path("issuedBefore").asString());
		TestTokens next = bank.token().client("globex-reader").claim("iat", before.getEpochSecond());
		assertThat(bank.send(read(next))).as("issued a second later").isOk();
		changed(undo("client=globex-reader"));
		assertThat(bank.send(read(token))).isOk();
	}

	@Test
	void oneTokenIsRefusedAndNoOtherOfItsClient() {
		TestTokens token = bank.token().claim("jti", "stolen");
		assertThat(bank.send(read(token))).isOk();
		changed(revoke("{\"tokenId\":\"stolen\"}"));
		Answer refused = bank.send(read(token));
		assertThat(refused).isInvalidToken("revoked");
		JsonNode record = bank.audit().of(refused);
		assertThat(record.path("tokenId").asString()).as("who used it?").isEqualTo("stolen");
		assertThat(record.path("client").asString()).isEqualTo(Bank.ACME);
		assertThat(bank.send(read(bank.token()))).isOk();
		changed(undo("tokenId=stolen"));
		assertThat(bank.send(read(token))).isOk();
	}

	@Test
	void everyTokenOfAKeyIsRefused() {
		TestTokens token = bank.token();
		assertThat(bank.send(read(token))).isOk();
		changed(revoke("{\"key\":\"" + Keys.RSA.getKeyID() + "\"}"));
		assertThat(bank.send(read(token))).isInvalidToken("revoked");
		assertThat(bank.send(read(bank.token().client("tyrell-steady")))).isInvalidToken("revoked");
		changed(undo("key=" + Keys.RSA.getKeyID()));
		assertThat(bank.send(read(token))).isOk();
	}

	@Test
	void explanationSaysSo() {
		changed(revoke("{\"client\":\"soylent-steady\"}"));
		Explained explained = Explained
			.of(bank.send(Explained.question("GET", "/v1/accounts").token(old("soylent-steady"))));
		assertThat(explained.isAllowed()).isFalse();
		assertThat(explained.refusal("reason")).isEqualTo("revoked");
		assertThat(explained.checks("failed")).containsExactly("token.revoked");
		changed(undo("client=soylent-steady"));
	}

	@Test
	void restartedGatewayKnowsBeforeItServes() {
		TestTokens token = old("hooli-office");
		changed(revoke("{\"client\":\"hooli-office\"}"));
		bank.start(settings()).awaitReady();
		assertThat(bank.send(read(token))).isInvalidToken("revoked");
		assertThat(bank.gate().metrics().sum("gatehouse_revocations", "kind=\"client\"")).isEqualTo(1);
		assertThat(bank.gate().manage(Call.get("/actuator/health")).body()).contains("\"revocations\":1");
		changed(undo("client=hooli-office"));
		assertThat(bank.gate().metrics().sum("gatehouse_revocations", "kind=\"client\"")).isZero();
		assertThat(bank.send(read(token))).isOk();
	}

	@Test
	void withTheIssuerAwayOperatorsCanRevoke() {
		assertThat(bank.send(read(bank.token()))).isOk();
		bank.issuer().goAway();
		changed(revoke("{\"client\":\"acme-treasury\"}"));
		assertThat(bank.send(read(old(Bank.ACME)))).isInvalidToken("revoked");
		changed(undo("client=acme-treasury"));
		bank.issuer().comeBack();
	}

	@Test
	void listTellsWhatIsInForce() {
		changed(revoke("{\"tokenId\":\"listed\",\"by\":\"alice\"}"));
		Answer answer = manage(Call.get(PATH));
		assertThat(answer).hasStatus(200).hasField("Cache-Control", "no-store");
		assertThat(answer.body()).contains("\"kind\":\"token-id\",\"id\":\"listed\"", "\"by\":\"alice\"",
				"\"known\":true");
		changed(undo("tokenId=listed"));
		assertThat(manage(Call.get(PATH)).body()).doesNotContain("listed");
		assertProblem(manage(Call.of("DELETE", PATH + "?tokenId=listed")), 404, "not-revoked");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer " + SECRET + "x", "Bearer only-the-operators", SECRET,
			"Basic " + SECRET, "Bearer  " + SECRET })
	void nobodyElseGetsAnything(String field) {
		for (Call call : new Call[] { Call.get(PATH), Call.post(PATH, "{\"client\":\"acme-treasury\"}"),
				Call.of("DELETE", PATH + "?client=acme-treasury"), Call.of("PUT", PATH), Call.post(PATH, "{") }) {
			Answer answer = bank.gate().manage(field.isEmpty() ? call : call.header("Authorization", field));
			assertProblem(answer, 401, "not-authorized");
			assertThat(answer).hasField("WWW-Authenticate", "Bearer realm=\"gatehouse-management\"");
		}
		assertThat(bank.send(read(bank.token()))).isOk();
	}

	@Test
	void secretGivenTwiceOrATokenIsNoSecret() {
		Call twice = Call.get(PATH).header("Authorization", "Bearer " + SECRET).header("Authorization", "Bearer x");
		assertProblem(bank.gate().manage(twice), 401, "not-authorized");
		assertProblem(bank.gate().manage(Call.get(PATH).token(bank.token())), 401, "not-authorized");
		assertThat(bank.gate().metrics().sum("gatehouse_management_refused_total")).isPositive();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"client\":\"acme-treasury\"|400|bad-request", "{}|400|bad-request",
					"{\"client\":\"acme-treasury\",\"more\":\"x\"}|400|bad-request",
					"{\"client\":\"acme-treasury\",\"issuedBefore\":\"soon\"}|400|bad-request",
					"{\"client\":\"acme-treasury\",\"issuedBefore\":\"2999-01-01T00:00:00Z\"}|400|bad-request",
					"{\"client\":\"acme-treasury\",\"issuedBefore\":\"2001-01-01T00:00:00Z\"}|400|bad-request" })
	void whatIsNoWishChangesNothing(String body, int status, String problem) {
		assertProblem(revoke(body), status, problem);
		assertThat(bank.send(read(bank.token()))).isOk();
	}

	@Test
	void bodyIsJsonAndShort() {
		assertProblem(manage(Call.post(PATH, "{\"client\":\"" + "x".repeat(17_000) + "\"}")), 413, "body-too-large");
		assertProblem(manage(Call.of("POST", PATH)
			.header("Content-Type", "application/json")
			.chunked("{\"client\":\"" + "x".repeat(300_000) + "\"}")), 413, "body-too-large");
		assertProblem(manage(Call.of("POST", PATH).header("Content-Type", "text/plain").body("{}")), 415,
				"unsupported-media-type");
		assertProblem(manage(Call.of("POST", PATH).header("Content-Type", "nonsense").body("{}")), 415,
				"unsupported-media-type");
		Answer wrong = manage(Call.of("PUT", PATH));
		assertProblem(wrong, 405, "method-not-allowed");
		assertThat(wrong).hasField("Allow", "GET, POST, DELETE");
	}

	@Test
	void partnersPortDoesNotServeIt() {
		Call call = Call.get(PATH).header("Authorization", "Bearer " + SECRET);
		assertThat(bank.send(call)).isProblem(404, "no-such-operation");
	}

	/** A token that was issued ten seconds ago. */
	private static TestTokens old(String client) {
		return bank.token().client(client).claim("iat", Instant.now().getEpochSecond() - 10);
	}

	private static Call read(TestTokens token) {
		return Call.get("/v1/accounts").token(token);
	}

	private static Answer revoke(String json) {
		return manage(Call.post(PATH, json));
	}

	private static Answer undo(String query) {
		return manage(Call.of("DELETE", PATH + "?" + query));
	}

	private static Answer manage(Call call) {
		return bank.gate().manage(call.header("Authorization", "Bearer " + SECRET));
	}

	private static JsonNode changed(Answer answer) {
		assertThat(answer).hasStatus(200).hasField("Content-Type", "application/json");
		return JsonMapper.shared().readTree(answer.body());
	}

	private static void assertProblem(Answer answer, int status, String name) {
		assertThat(answer).hasStatus(status)
			.hasField("Content-Type", "application/problem+json")
			.hasMember("type", "\"urn:gatehouse:problem:" + name + "\"")
			.hasMember("status", Integer.toString(status));
		assertThat(answer.body()).doesNotContain(SECRET);
	}

}
