package dev.gatehouse.gateway.walk;

import java.io.IOException;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What is no well-formed request gets a problem too, and the connection ends. */
@OpenBank
@Checks({ "A-106", "A-110", "A-112", "A-115", "A-117", "A-119", "A-125", "A-155" })
class MalformedTests {

	private final Bank bank;

	MalformedTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesAService() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void requestWithoutAHostIsRefused() {
		assertThat(this.bank.send(good().withoutHost())).isProblem(400, "bad-request");
	}

	@Test
	void requestWithTwoHostsIsRefused() {
		assertThat(this.bank.send(good().header("Host", Bank.HOST))).isProblem(400, "bad-request");
		assertThat(this.bank.send(good().withoutHost().header("Host", ""))).isProblem(400, "bad-request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-A : b", "X-A\u0000: b", "X A: b", "no colon", "Content-Length: x", "Content-Length: +1",
			"Content-Length: -1", "Transfer-Encoding: gzip", "Transfer-Encoding: xchunked" })
	void malformedHeaderLineIsRefusedAndTheConnectionCloses(String line) throws IOException {
		assertRefusedAndClosed(good().head().replaceFirst("\r\n\r\n$", "\r\n") + line.replace("$", "\\$") + "\r\n\r\n");
	}

	@Test
	void twoWaysToFrameABodyAreRefusedAndTheConnectionCloses() throws IOException {
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.header("Content-Length", "4")
			.chunked("{}")
			.token(this.bank.token().scope("accounts:write"));
		assertRefusedAndClosed(call.text());
	}

	@Test
	void twoLengthsAreRefusedAndTheConnectionCloses() throws IOException {
		assertRefusedAndClosed(Call.post("/v1/accounts", "{}")
			.header("Content-Length", "3")
			.token(this.bank.token().scope("accounts:write"))
			.text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /v1/accounts", "GET /v1/acc ounts HTTP/1.1", "GET /v1/accounts FTP/1.1",
			"\u0016\u0003\u0001", "GET /v1/{accounts} HTTP/1.1", "GET /v1/acc\u00e9 HTTP/1.1",
			"GET /v1/accounts?a={b} HTTP/1.1", "GET /v1/accounts?a=\u00e9 HTTP/1.1", "GET http:// HTTP/1.1" })
	void malformedRequestLineIsRefused(String line) throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(line + "\r\nHost: " + Bank.HOST + "\r\n\r\n");
			assertThat(Answer.read(wire, "GET")).isProblem(400, "bad-request");
		}
	}

	@Test
	void refusalOfWhatCouldNotBeReadIsRecorded() throws IOException {
		Answer answer = this.bank.send(good().header("Content-Length", "x"));
		assertThat(answer).isProblem(400, "bad-request");
		JsonNode record = this.bank.audit().of(answer);
		assertThat(record.get("decision").asString()).isEqualTo("bad-request");
		assertThat(record.get("source").asString()).isEqualTo("127.0.0.1");
		assertThat(record.get("status").asInt()).isEqualTo(400);
	}

	/** The extension that watches over the log makes this a promise. */
	@Test
	@Checks("A-83")
	void tokenInAMalformedRequestIsNotLogged() {
		String token = this.bank.token().text();
		Call call = Call.get("/v1/accounts?access_token=" + token).token(token).header("Content-Length", "x");
		assertThat(this.bank.send(call)).isProblem(400, "bad-request");
		assertThat(KeptLog.lines()).noneMatch((line) -> line.contains(token));
	}

	private void assertRefusedAndClosed(String request) throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(request);
			assertThat(Answer.read(wire, "GET")).isProblem(400, "bad-request");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	private Call good() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

}
