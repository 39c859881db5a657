package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How large a request may be, and that a larger one never reaches a service whole. */
@OpenBank
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
	void bodyThatGrowsBeyondTheLimitNeverReachesTheServiceWhole() {
		Answer answer = this.bank.send(post().chunked("x".repeat(LARGEST_BODY + 1)));
		if (answer.status() != 0) {
			assertThat(answer).isProblem(413, "body-too-large");
		}
		List<Arrival> arrivals = this.bank.accounts().arrivals();
		Awaitility.await().until(() -> arrivals.stream().noneMatch(this.bank.accounts()::isOpen));
		assertThat(arrivals).noneMatch(Arrival::isWhole);
	}

	@Test
	void headersAboveTheLimitAreRefused() {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header("X-Long", "x".repeat(16 * 1024));
		assertThat(this.bank.send(call)).isProblem(431, "headers-too-large");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void headersThatNoServerWouldReadAreRefusedAlike() {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header("X-Long", "x".repeat(64 * 1024));
		assertThat(this.bank.send(call)).isProblem(431, "headers-too-large");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void tooManyHeadersAreRefused() {
		Call call = Call.get("/v1/accounts").token(this.bank.token());
		for (int i = 0; i < 100; i++) {
			call.header("X-" + i, "x");
		}
		assertThat(this.bank.send(call)).isProblem(431, "headers-too-large");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void targetAboveTheLimitIsRefused() {
		for (int length : new int[] { 8 * 1024, 64 * 1024 }) {
			Call call = Call.get("/v1/accounts?a=" + "x".repeat(length)).token(this.bank.token());
			assertThat(this.bank.send(call)).isProblem(414, "target-too-long");
		}
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

	private Call post() {
		return Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.token(this.bank.token().scope("accounts:write"));
	}

}
