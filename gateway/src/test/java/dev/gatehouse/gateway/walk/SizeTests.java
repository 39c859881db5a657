package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How large a request may be, and that a larger one never reaches a service whole. */
@OpenBank
@Checks({ "A-98", "A-100", "A-125", "A-144" })
class SizeTests {

	private static final int LARGEST_BODY = 1024 * 1024;

	private final Bank bank;

	SizeTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void largestBodyIsTaken() {
		assertThat(this.bank.send(post().body("x".repeat(LARGEST_BODY)))).isOk();
		assertThat(this.bank.accounts().onlyArrival().body()).hasSize(LARGEST_BODY);
	}

	@Test
	void bodyAnnouncedTooLargeIsRefusedBeforeItIsSent() throws IOException {
		Call call = post().header("Content-Length", Integer.toString(LARGEST_BODY + 1));
		assertRefusedAndClosed(call.head());
	}

	@Test
	void absurdLengthIsRefused() {
		assertThat(this.bank.send(post().header("Content-Length", "9223372036854775807"))).isProblem(413,
				"body-too-large");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void clientThatWaitsForAPermissionToSendIsRefusedAtOnce() throws IOException {
		Call call = post().header("Content-Length", Integer.toString(LARGEST_BODY + 1))
			.header("Expect", "100-continue");
		assertRefusedAndClosed(call.head());
	}

	@Test
	void clientThatWaitsForAPermissionToSendGetsIt() throws IOException {
		Call call = post().header("Expect", "100-continue").body("{}");
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(call.head());
			assertThat(wire.readHead()).first().asString().startsWith("HTTP/1.1 100");
			wire.send("{}");
			assertThat(Answer.read(wire, "POST")).isOk();
		}
		assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo("{}");
		assertThat(this.bank.accounts().onlyArrival().values("Expect")).isEmpty();
	}

	@Test
	void largestBodyInChunksIsTaken() {
		assertThat(this.bank.send(post().chunked("x".repeat(LARGEST_BODY)))).isOk();
		assertThat(this.bank.accounts().onlyArrival().body()).hasSize(LARGEST_BODY);
	}

	@Test
	void bodyInChunksThatGrowsBeyondTheLimitNeverReachesTheServiceWhole() throws IOException {
		String half = "80000\r\n" + "x".repeat(LARGEST_BODY / 2) + "\r\n";
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.sendAsFarAsTaken(
					post().header("Transfer-Encoding", "chunked").head() + half + half + "1\r\nx\r\n0\r\n\r\n");
			assertTooLarge(Answer.read(wire, "POST"), LARGEST_BODY);
			assertThat(wire.isClosedByPeer()).isTrue();
		}
		assertNothingArrivedWhole();
	}

	@Test
	void chunkAnnouncedTooLargeIsNotWaitedFor() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(post().header("Transfer-Encoding", "chunked").head() + "100001\r\n");
			assertTooLarge(Answer.read(wire, "POST"), LARGEST_BODY);
		}
		assertNothingArrivedWhole();
	}

	@Test
	void operationHasALimitOfItsOwn() {
		assertThat(this.bank.send(name().body("x".repeat(1024)))).isOk();
		assertThat(this.bank.send(name().chunked("x".repeat(1024)))).isOk();
		this.bank.reset();
		assertTooLarge(this.bank.send(name().body("x".repeat(1025))), 1024);
		assertThat(this.bank.arrivals()).isZero();
		assertTooLarge(this.bank.send(name().chunked("x".repeat(1025))), 1024);
		assertNothingArrivedWhole();
	}

	private void assertTooLarge(Answer answer, long limit) {
		assertThat(answer).isProblem(413, "body-too-large").hasField("Connection", "close");
		assertThat(answer).hasMember("limit", Long.toString(limit));
	}

	private void assertNothingArrivedWhole() {
		List<Arrival> arrivals = this.bank.accounts().arrivals();
		Awaitility.await().until(() -> arrivals.stream().noneMatch(this.bank.accounts()::isOpen));
		assertThat(arrivals).noneMatch(Arrival::isWhole);
	}

	@Test
	void headersAreTakenUpToTheirBytes() {
		Call call = Call.get("/v1/accounts").token(this.bank.token());
		int others = call.head().length() - "GET /v1/accounts HTTP/1.1\r\n\r\n".length();
		int most = 16 * 1024 - others - "X-Long: \r\n".length();
		assertThat(this.bank.send(call.header("X-Long", "x".repeat(most)))).isOk();
		Call longer = Call.get("/v1/accounts").token(this.bank.token()).header("X-Long", "x".repeat(most + 1));
		assertRefusedUnread(longer, 431, "headers-too-large");
	}

	@Test
	void headersAreTakenUpToTheirNumber() {
		Call call = Call.get("/v1/accounts").token(this.bank.token());
		for (int i = 0; i < 98; i++) {
			call.header("X-" + i, "x");
		}
		assertThat(this.bank.send(call)).isOk();
		assertRefusedUnread(call.header("X-98", "x"), 431, "headers-too-large");
	}

	@Test
	void headersThatNeverEndAreRefused() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.sendAsFarAsTaken("GET /v1/accounts HTTP/1.1\r\nX-Long: " + "x".repeat(1024 * 1024));
			assertThat(Answer.read(wire, "GET")).isProblem(431, "headers-too-large");
		}
	}

	@Test
	void targetIsTakenUpToItsLimit() {
		String target = "/v1/accounts?a=" + "x".repeat(8192 - "/v1/accounts?a=".length());
		assertThat(this.bank.send(Call.get(target).token(this.bank.token()))).isOk();
		assertThat(this.bank.accounts().onlyArrival().target()).isEqualTo(target);
		for (String more : new String[] { "x", "x".repeat(64 * 1024) }) {
			assertRefusedUnread(Call.get(target + more).token(this.bank.token()), 414, "target-too-long");
		}
	}

	private void assertRefusedUnread(Call call, int status, String name) {
		this.bank.reset();
		assertThat(this.bank.send(call)).isProblem(status, name).hasField("Connection", "close");
		assertThat(this.bank.arrivals()).isZero();
	}

	private void assertRefusedAndClosed(String head) throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(head);
			assertThat(Answer.read(wire, "POST")).isProblem(413, "body-too-large").hasField("Connection", "close");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	private Call name() {
		return Call.of("PUT", "/v1/accounts/1/name")
			.header("Content-Type", "application/json")
			.token(this.bank.token().scope("accounts:write"));
	}

	private Call post() {
		return Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.token(this.bank.token().scope("accounts:write"));
	}

}
