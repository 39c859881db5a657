package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bank's own contracts at the gate: what follows them goes on untouched, and nothing
 * else reaches a service.
 */
@OpenBank({ "gatehouse.contracts=../apis", "gatehouse.upstreams.loans=http://127.0.0.1:9" })
class ContractTests {

	private static final String ID = "0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d";

	private static final String ORDER = "{\"holder\":\"Ada Lovelace\",\"currency\":\"EUR\"}";

	private final Bank bank;

	ContractTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(strings = { ORDER,
			" {\r\n\t\"currency\" : \"EUR\" , \"holder\":\"\\u0041da \\ud83d\\ude00 \\/ \" }\n\n ",
			"{\"holder\":\"\u00c3\u00a4\u00f0\u009f\u0098\u0080\",\"currency\":\"CHF\"}",
			"{\"overdraftLimit\":{\"currency\":\"EUR\",\"amount\":\"1000000.0\"},\"holder\":\"x\",\"currency\":\"EUR\"}" })
	void bodyThatFollowsTheContractReachesTheServiceByteForByte(String body) {
		assertThat(this.bank.send(open().body(body))).isOk();
		Arrival whole = this.bank.accounts().onlyArrival();
		assertThat(whole.body()).isEqualTo(body);
		assertThat(whole.values("Content-Length")).containsExactly(Integer.toString(body.length()));
		assertThat(whole.values("Transfer-Encoding")).isEmpty();
		this.bank.reset();
		assertThat(this.bank.send(open().chunked(body))).isOk();
		Arrival chunked = this.bank.accounts().onlyArrival();
		assertThat(chunked.body()).isEqualTo(body);
		assertThat(chunked.isWhole()).isTrue();
		assertThat(chunked.values("Transfer-Encoding")).containsExactly("chunked");
		assertThat(chunked.values("Content-Length")).isEmpty();
	}

	@Test
	void bodyThatArrivesInPiecesIsPutTogether() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(open().header("Transfer-Encoding", "chunked").head());
			for (char c : ORDER.toCharArray()) {
				wire.send("1\r\n" + c + "\r\n");
			}
			wire.send("0\r\n\r\n");
			assertThat(Answer.read(wire, "POST")).isOk();
		}
		assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo(ORDER);
	}

	@ParameterizedTest
	@Checks("A-143")
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{}|/holder required|/currency required", "[]|type|",
			"\"x\"|type|", "null|type|", "{\"holder\":\"Ada\",\"currency\":\"EUR\",\"admin\":true}|unknown-property|",
			"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"__proto__\":{}}|unknown-property|",
			"{\"holder\":\"Ada\",\"currency\":\"XXX\"}|/currency enum|",
			"{\"holder\":\"  \",\"currency\":\"EUR\"}|/holder pattern|",
			"{\"holder\":null,\"currency\":\"EUR\",\"overdraftLimit\":[]}|/holder type|/overdraftLimit type",
			"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"overdraftLimit\":{\"amount\":1,\"currency\":\"EUR\"}}"
					+ "|/overdraftLimit/amount type|",
			"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"overdraftLimit\":{\"amount\":\"1000001\",\"currency\":\"EUR\"}}"
					+ "|/overdraftLimit/amount pattern|",
			"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"holder\":\"Bob\"}|malformed-json|",
			"{\"holder\":\"Ada\",\"currency\":\"EUR\"} {}|malformed-json|", "{\"holder\":\"Ada\",|malformed-json|",
			"{\"holder\":NaN}|malformed-json|", "{\"holder\":1e999999999}|malformed-json|",
			"\u00ef\u00bb\u00bf{}|malformed-json|", "{\"holder\":\"\u00c0\u00af\"}|malformed-json|",
			"\u0000{\u0000}|malformed-json|", "\u00fe\u00ff\u0000{\u0000}|malformed-json|", "`   `|malformed-json|" })
	void bodyThatDoesNotFollowTheContractReachesNobody(String body, String first,
			@org.jspecify.annotations.Nullable String second) {
		String errors = "[" + error(first) + ((second != null) ? "," + error(second) : "") + "]";
		assertThat(this.bank.send(open().body(body))).isProblem(400, "request-invalid").hasMember("errors", errors);
		assertThat(this.bank.send(open().chunked(body))).isProblem(400, "request-invalid").hasMember("errors", errors);
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void missingAndEmptyBodiesAreRefused() {
		String errors = "[" + error("required") + "]";
		assertThat(this.bank.send(open())).isProblem(400, "request-invalid").hasMember("errors", errors);
		assertThat(this.bank.send(open().body(""))).isProblem(400, "request-invalid").hasMember("errors", errors);
		Call empty = open().header("Transfer-Encoding", "chunked");
		assertThat(this.bank.send(empty.raw("0\r\n\r\n"))).isProblem(400, "request-invalid")
			.hasMember("errors", errors);
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void nothingThatWasSentIsRepeated() {
		String secret = "geheim-4711";
		Answer refused = this.bank
			.send(Call
				.post("/v1/accounts?limit=" + secret, "{\"holder\":\"" + secret + "\",\"currency\":\"" + secret
						+ "\",\"" + secret + "\":{\"" + secret + "\":\"" + secret + "\"}}")
				.token(writer())
				.header("Idempotency-Key", secret + "!"));
		assertThat(refused).isProblem(400, "request-invalid");
		assertThat(refused.body()).doesNotContain("geheim", "4711");
		assertThat(KeptLog.lines()).noneMatch((line) -> line.contains("geheim"));
	}

	@ParameterizedTest
	@Checks({ "A-144", "A-157" })
	@CsvSource({ "?limit=0, query/limit minimum", "?limit=101, query/limit maximum", "?limit=x, query/limit type",
			"?limit=99999999999999999999, query/limit maximum", "?limit=, query/limit type",
			"?limit=5&limit=5, query/limit repeated", "?%6cimit=101, query/limit maximum",
			"?cursor=, query/cursor min-length", "?cursor=a%20b, query/cursor pattern",
			"?cursor=%ff, query/cursor encoding", "/not-an-id, path/accountId format",
			"/1-1-1-1-1, path/accountId format" })
	void parameterThatDoesNotFollowTheContractReachesNobody(String rest, String found) {
		assertThat(this.bank.send(Call.get("/v1/accounts" + rest).token(this.bank.token())))
			.isProblem(400, "request-invalid")
			.hasMember("errors", "[" + error(found) + "]");
		assertThat(this.bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@Checks({ "A-144", "A-157" })
	@ValueSource(strings = { "?limit=1", "?limit=100", "?limit=%31&cursor=Ab_-9", "?a=1&a=2", "?LIMIT=0&x=%C3%A4;&&=",
			"?", "/" + ID, "/" + ID + "/transactions?limit=7" })
	void parameterThatFollowsTheContractGoesOnAsItCame(String rest) {
		assertThat(this.bank.send(Call.get("/v1/accounts" + rest).token(this.bank.token()))).isOk();
		assertThat(this.bank.accounts().onlyArrival().target()).isEqualTo("/v1/accounts" + rest);
	}

	@Test
	void headerFieldsAreHeldToTheContract() {
		Call missing = Call.post("/v1/accounts", ORDER).token(writer());
		assertThat(this.bank.send(missing)).isProblem(400, "request-invalid")
			.hasMember("errors", "[" + error("header/Idempotency-Key required") + "]");
		assertThat(this.bank.send(open().header("idempotency-key", "k-2").body(ORDER)))
			.isProblem(400, "request-invalid")
			.hasMember("errors", "[" + error("header/Idempotency-Key repeated") + "]");
		Call close = Call.of("DELETE", "/v1/accounts/" + ID).token(writer()).header("If-Match", "x".repeat(257));
		assertThat(this.bank.send(close)).isProblem(400, "request-invalid")
			.hasMember("errors", "[" + error("header/If-Match max-length") + "]");
		assertThat(this.bank.arrivals()).isZero();
		assertThat(this.bank.send(Call.of("DELETE", "/v1/accounts/" + ID)
			.token(writer())
			.header("If-Match", "\"1\"")
			.header("If-Match", "\"2\""))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("If-Match")).containsExactly("\"1\"", "\"2\"");
	}

	@Test
	void bodyThatTheServiceWouldReadDifferentlyIsRefused() {
		Call latin = Call.of("POST", "/v1/accounts")
			.token(writer())
			.header("Idempotency-Key", "k-1")
			.header("Content-Type", "application/json; charset=iso-8859-1");
		assertThat(this.bank.send(latin.body(ORDER))).isProblem(400, "request-invalid")
			.hasMember("errors", "[" + error("header/Content-Type charset") + "]");
		assertThat(this.bank.send(open().header("Content-Encoding", "gzip").body(ORDER)))
			.isProblem(400, "request-invalid")
			.hasMember("errors", "[" + error("header/Content-Encoding coding") + "]");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void whoMayNotCallLearnsNothingOfTheContract() {
		Call stranger = Call.post("/v1/accounts", "{}");
		assertThat(this.bank.send(stranger)).isProblem(401, "no-credentials", "none");
		Call reader = Call.post("/v1/accounts?limit=0", "{}").token(this.bank.token());
		assertThat(this.bank.send(reader)).isProblem(403, "insufficient-scope");
	}

	@Test
	void refusalIsRecordedAndCounted() {
		Metrics before = this.bank.gate().metrics();
		Answer refused = this.bank.send(open().body("{}"));
		assertThat(refused).isProblem(400, "request-invalid");
		assertThat(this.bank.audit().of(refused).get("decision").asString()).isEqualTo("request-invalid");
		assertThat(this.bank.audit().of(refused).get("reason").asString()).isEqualTo("request-invalid");
		Metrics after = this.bank.gate().metrics();
		String[] found = { "api=\"accounts\"", "mode=\"enforce\"" };
		assertThat(after.sum("gatehouse_validation_findings_total", found)
				- before.sum("gatehouse_validation_findings_total", found))
			.isEqualTo(2);
		String[] reason = { "client=\"" + Bank.ACME + "\"", "reason=\"request-invalid\"" };
		assertThat(after.sum("gatehouse_refusals_total", reason))
			.isGreaterThan(before.sum("gatehouse_refusals_total", reason));
	}

	/** The place is given back after the answer: for a moment both may be there. */
	@Test
	void refusedRequestGivesItsPlaceBack() {
		for (int i = 0; i < 3; i++) {
			Awaitility.await().until(() -> this.bank.send(open("wonka-single").body("{}")).status() == 400);
			Awaitility.await().until(() -> this.bank.send(open("wonka-single")).status() == 400);
		}
		Awaitility.await().until(() -> this.bank.send(open("wonka-single").body(ORDER)).status() == 200);
	}

	@Test
	void clientThatGoesAwayWithinItsBodyReachesNobodyAndGivesItsPlaceBack() throws IOException {
		for (String framing : List.of("Content-Length: " + ORDER.length(), "Transfer-Encoding: chunked")) {
			try (Wire wire = Wire.to(this.bank.gate().port())) {
				wire.send(open("wonka-single").header("X-Framing", "1").head().replace("X-Framing: 1", framing));
				wire.send(framing.startsWith("C") ? ORDER.substring(0, 10) : "5\r\n{\"hol\r\n");
				Awaitility.await().until(() -> this.bank.send(open("wonka-single").body(ORDER)).status() == 429);
				wire.reset();
			}
			Awaitility.await().until(() -> this.bank.send(open("wonka-single").body(ORDER)).status() == 200);
			assertThat(this.bank.accounts().arrivals()).allMatch((arrival) -> arrival.body().equals(ORDER));
		}
	}

	@Test
	@Checks("A-144")
	void bodyIsAsLargeAsItsOperationAllowsAndNoLarger() {
		String padded = " ".repeat(4096 - ORDER.length()) + ORDER;
		assertThat(this.bank.send(open().body(padded))).isOk();
		assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo(padded);
		this.bank.reset();
		assertThat(this.bank.send(open().body(" " + padded))).isProblem(413, "body-too-large");
		assertThat(this.bank.send(open().chunked(" " + padded))).isProblem(413, "body-too-large");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void clientThatWaitsForAPermissionToSendGetsItOnlyForWhatMayCome() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(open().header("Expect", "100-continue").body(ORDER).head());
			assertThat(wire.readHead()).first().asString().startsWith("HTTP/1.1 100");
			wire.send(ORDER);
			assertThat(Answer.read(wire, "POST")).isOk();
		}
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			Call wrong = Call.post("/v1/accounts", ORDER).token(writer()).header("Expect", "100-continue");
			wire.send(wrong.head());
			assertThat(wire.readHead()).first().asString().startsWith("HTTP/1.1 400");
		}
	}

	private Call open() {
		return open(Bank.ACME);
	}

	private Call open(String client) {
		return Call.of("POST", "/v1/accounts")
			.token(writer().client(client))
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", "k-1");
	}

	private TestTokens writer() {
		return this.bank.token().scope("accounts:read accounts:write");
	}

	private static String error(String found) {
		int space = found.indexOf(' ');
		return "{\"pointer\":\"" + found.substring(0, Math.max(0, space)) + "\",\"rule\":\""
				+ found.substring(space + 1) + "\"}";
	}

}
