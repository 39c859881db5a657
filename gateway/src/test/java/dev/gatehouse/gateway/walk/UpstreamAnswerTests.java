package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a service sends, the client gets a proper answer, a problem, or one that
 * visibly breaks off; and the next request is served as if nothing had been.
 */
@OpenBank("gatehouse.forward.connections=1")
@Checks({ "A-87", "A-103", "A-107", "A-113", "A-119", "A-121", "A-124", "A-147", "A-150", "A-157" })
class UpstreamAnswerTests {

	private static final String CONTROL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

	private final Bank bank;

	UpstreamAnswerTests(Bank bank) {
		this.bank = bank;
	}

	static Stream<Arguments> answers() {
		return Vectors.cases("upstream-responses", "responses")
			.filter((row) -> !row.path("id").asString().equals("ur-early"))
			.map((row) -> Arguments.argumentSet(row.path("id").asString(), row));
	}

	@ParameterizedTest
	@MethodSource("answers")
	@Checks("A-150")
	void everyAnswerOfTheCorpusIsHandledAndTheNextRequestIsServed(JsonNode row) {
		String sent = row.path("upstream_sends").asString();
		boolean reused = row.path("upstream_connection").asString().equals("reused") && !hasSurplus(row);
		this.bank.accounts().answers(reused ? Script.bytes(sent) : Script.bytesAndEnd(sent));
		Answer answer = read();
		assertExpected(row.path("id").asString(), answer);
		assertThat(answer.body()).doesNotContain("NullPointer", "java.", "SSH", "127.0.0.1");
		int last = this.bank.accounts().arrivals().getLast().connection();
		this.bank.accounts().reset();
		Answer next = read();
		assertThat(next).isOk();
		assertThat(next.body()).isEqualTo("{\"ok\":true}");
		if (reused) {
			assertThat(this.bank.accounts().onlyArrival().connection()).isEqualTo(last);
		}
		else {
			assertThat(this.bank.accounts().onlyArrival().connection()).isNotEqualTo(last);
		}
	}

	/** The corpus announces 27 bytes here and sends 28. */
	private static boolean hasSurplus(JsonNode row) {
		return row.path("id").asString().equals("ur-500-trace");
	}

	private static void assertExpected(String id, Answer answer) {
		switch (id) {
			case "ur-ctl", "ur-close", "ur-keepalive-lie" -> assertWhole(answer);
			case "ur-304" -> assertThat(answer).hasStatus(304);
			case "ur-500-trace" -> assertThat(answer).isProblem(500, "internal-error", "upstream-failed");
			case "ur-location" -> assertThat(answer).hasStatus(302).hasField("Location", "/secret");
			case "ur-cr" -> assertThat(answer).hasNoField("Set-Cookie");
			case "ur-ws-colon" ->
				assertThat(answer.status() == 502 || answer.values("X-A").equals(List.of("b"))).isTrue();
			case "ur-cl-short", "ur-chunk-bad" -> assertNotWhole(answer);
			case "ur-hdr-many", "ur-1xx-flood", "ur-te-x" -> assertThat(answer.status()).isIn(200, 502);
			case "ur-status-5" -> assertThat(answer.status()).isIn(600, 502);
			default -> assertFailed(answer);
		}
	}

	private static void assertWhole(Answer answer) {
		assertThat(answer).isOk();
		assertThat(answer.body()).isEqualTo("{}");
	}

	private static void assertNotWhole(Answer answer) {
		if (answer.status() == 502) {
			assertFailed(answer);
		}
		else {
			assertThat(answer).isAborted();
		}
	}

	private static void assertFailed(Answer answer) {
		assertThat(answer).isProblem(502, "upstream-failed").hasNoField("WWW-Authenticate");
	}

	@Test
	void answerBeforeTheWholeRequestReachesTheClientAndTheConnectionIsNotUsedAgain() throws IOException {
		this.bank.accounts().answersEarly(Script.bytes("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"));
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.token(this.bank.token().scope("accounts:write"))
			.header("Content-Length", "100000");
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(call.head() + "{");
			assertThat(Answer.read(wire, "POST")).hasStatus(413);
		}
		int first = this.bank.accounts().onlyArrival().connection();
		this.bank.accounts().reset();
		assertThat(read()).isOk();
		assertThat(this.bank.accounts().onlyArrival().connection()).isNotEqualTo(first);
	}

	/** Else it would be the answer to the next request, which is another partner's. */
	@ParameterizedTest
	@ValueSource(strings = { ".", "\r\nHTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}" })
	void whatComesAfterAnAnswerIsNobodysAnswer(String surplus) throws IOException {
		this.bank.accounts().answers(Script.bytes(CONTROL + surplus));
		assertWhole(read());
		int first = this.bank.accounts().onlyArrival().connection();
		this.bank.accounts().reset();
		Answer next = read();
		assertThat(next).isOk();
		assertThat(next.body()).isEqualTo("{\"ok\":true}");
		assertThat(this.bank.accounts().onlyArrival().connection()).isNotEqualTo(first);
	}

	@Test
	void whatComesWhileNobodyAsksIsNobodysAnswer() throws IOException {
		CountDownLatch late = new CountDownLatch(1);
		this.bank.accounts().answers((arrival, wire) -> {
			wire.send(CONTROL);
			late.await();
			wire.send(CONTROL);
		});
		assertWhole(read());
		late.countDown();
		Awaitility.await().until(() -> !this.bank.accounts().isOpen(this.bank.accounts().onlyArrival()));
		this.bank.accounts().reset();
		assertThat(read().body()).isEqualTo("{\"ok\":true}");
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 102, 103 })
	@Checks("A-103")
	void interimAnswersAreLeftOut(int status) {
		String interim = "HTTP/1.1 " + status + " x\r\nLink: </a>\r\n\r\n";
		this.bank.accounts().answers(Script.bytes(interim + interim + CONTROL));
		for (int i = 0; i < 3; i++) {
			assertWhole(read());
		}
		assertThat(this.bank.accounts().arrivals()).extracting(Arrival::connection)
			.containsOnly(this.bank.accounts().arrivals().getFirst().connection());
	}

	@Test
	void connectionsAreUsedAgainAfterGoodAnswers() {
		for (int i = 0; i < 5; i++) {
			assertThat(read()).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).extracting(Arrival::connection)
			.containsOnly(this.bank.accounts().arrivals().getFirst().connection());
	}

	/** The client has it sooner than its end, and asks again on another thread. */
	@ParameterizedTest
	@ValueSource(ints = { 204, 304 })
	void connectionsAreUsedAgainAfterAnswersWithoutABody(int status) {
		this.bank.accounts().answers(Script.bytes("HTTP/1.1 " + status + " x\r\nX-A: b\r\n\r\n"));
		for (int i = 0; i < 100; i++) {
			assertThat(read()).hasStatus(status).hasField("X-A", "b");
		}
		assertThat(this.bank.accounts().arrivals()).extracting(Arrival::connection)
			.containsOnly(this.bank.accounts().arrivals().getFirst().connection());
	}

	@Test
	void problemOfAServiceIsPassedOnAsItIs() {
		String body = "{\"type\":\"urn:gatehouse:problem:storage-unavailable\",\"status\":503}";
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 503 x\r\nContent-Type: application/problem+json;charset=utf-8\r\n"
					+ "Retry-After: 7\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
		Answer answer = read();
		assertThat(answer).hasStatus(503).hasField("Retry-After", "7");
		assertThat(answer.body()).isEqualTo(body);
	}

	@Test
	void failureOfAServiceThatIsNoProblemIsMadeOne() {
		this.bank.accounts().answers(Script.json(503, "{\"trace\":\"java.lang\"}"));
		assertThat(read()).isProblem(503, "upstream-unavailable").hasField("Retry-After", "5");
		this.bank.accounts().answers(Script.json(504, "{}"));
		assertThat(read()).isProblem(504, "upstream-timeout");
		this.bank.accounts().answers(Script.json(501, "{}"));
		assertThat(read()).isProblem(502, "upstream-failed");
	}

	/** Services do not see the token: their 401 says nothing about it. */
	@Test
	void serviceThatAsksForCredentialsHasFailed() {
		for (int status : List.of(401, 407)) {
			this.bank.accounts().answers(Script.json(status, "{}"));
			assertThat(read()).isProblem(502, "upstream-failed").hasNoField("WWW-Authenticate");
		}
	}

	@Test
	@Checks({ "A-147", "A-150" })
	void redirectIsNotFollowed() {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 307 x\r\nLocation: " + this.bank.cards().url()
					+ "/v1/cards?a=b\r\nContent-Length: 0\r\n\r\n"));
		assertThat(read()).hasStatus(307).hasField("Location", "/v1/cards?a=b");
		assertThat(this.bank.cards().arrivals()).isEmpty();
	}

	private Answer read() {
		return this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
	}

}
