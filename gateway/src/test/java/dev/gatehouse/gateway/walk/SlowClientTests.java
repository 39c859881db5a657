package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** No client makes the gateway wait beyond the limits, in whatever way it dawdles. */
@OpenBank({ "gatehouse.entry.head-timeout=500ms", "gatehouse.entry.body-timeout=700ms",
		"gatehouse.entry.idle-timeout=900ms", "gatehouse.entry.answer-timeout=1200ms",
		"gatehouse.forward.connections=1" })
@Checks({ "A-121", "A-144" })
class SlowClientTests {

	private final Bank bank;

	private final AtomicBoolean over = new AtomicBoolean();

	SlowClientTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void othersAreServed() {
		this.over.set(true);
		this.bank.reset();
		assertThat(this.bank.send(read())).isOk();
	}

	@Test
	void newConnectionOnWhichNothingComesIsClosed() throws IOException {
		try (Wire wire = connect()) {
			assertClosedWithoutAnAnswer(wire, 500);
		}
	}

	@Test
	void connectionOnWhichNothingMoreComesIsClosed() throws IOException {
		try (Wire wire = connect()) {
			assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
			assertClosedWithoutAnAnswer(wire, 900);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "G", "GET /v1/accounts HTTP/1.1\r\n", "GET /v1/accounts HTTP/1.1\r\nHost: a\r\n", "\r\n" })
	void headThatStopsInTheMiddleIsRefused(String beginning) throws IOException {
		try (Wire wire = connect()) {
			assertRefused(wire.send(beginning), 500);
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void headThatTricklesInIsRefused() throws IOException {
		try (Wire wire = connect()) {
			trickle(wire.send("GET /v1/accounts HTTP/1.1\r\nX-Long: "), "x");
			assertRefused(wire, 500);
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void secondHeadThatTricklesInIsRefused() throws IOException {
		try (Wire wire = connect()) {
			assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
			trickle(wire, "x");
			assertRefused(wire, 500);
		}
	}

	@Test
	void halfAHeadBehindAWholeOneIsRefusedAfterItsAnswer() throws IOException {
		try (Wire wire = connect()) {
			wire.send(read().text() + "GET /v1");
			assertThat(Answer.read(wire, "GET")).isOk();
			assertRefused(wire, 0);
		}
	}

	@Test
	void shortBodyKeepsNoConnectionOfTheServiceWaiting() throws IOException {
		int before = this.bank.accounts().connections();
		try (Wire wire = connect()) {
			assertRefused(wire.send(post("Content-Length: 1000") + "{"), 700);
		}
		try (Wire wire = connect()) {
			trickle(wire.send(post("Content-Length: 1000")), "x");
			assertRefused(wire, 700);
		}
		assertThat(this.bank.accounts().connections()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 10000", "Transfer-Encoding: chunked" })
	void bodyThatStopsInTheMiddleIsRefused(String framing) throws IOException {
		try (Wire wire = connect()) {
			assertRefused(wire.send(post(framing) + "3e8\r\n{"), 700);
		}
		assertNothingArrivedWhole();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 10000", "Transfer-Encoding: chunked" })
	void bodyThatTricklesInIsRefused(String framing) throws IOException {
		try (Wire wire = connect()) {
			trickle(wire.send(post(framing) + "3e8\r\n"), "x");
			assertRefused(wire, 700);
		}
		assertNothingArrivedWhole();
	}

	@Test
	void bodyThatNobodyReadsIsNotWaitedFor() throws IOException {
		try (Wire wire = connect()) {
			trickle(wire.send("POST /v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"), "x");
			assertThat(Answer.read(wire, "POST")).isProblem(401, "no-credentials", "none")
				.hasField("Connection", "close");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	@Test
	void bodyThatComesAfterItsAnswerIsNotWaitedForEither() throws IOException {
		this.bank.accounts().answersEarly(Script.bytes("HTTP/1.1 413 x\r\nContent-Length: 0\r\n\r\n"));
		try (Wire wire = connect()) {
			trickle(wire.send(post("Content-Length: 10000")), "x");
			assertThat(Answer.read(wire, "POST")).hasStatus(413);
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	@Test
	void answerThatNobodyTakesIsBrokenOff() throws IOException {
		this.bank.accounts().answers((arrival, service) -> {
			service.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
			for (int i = 0; i < 1000; i++) {
				service.send("x".repeat(100_000));
			}
		});
		try (Wire wire = connect()) {
			wire.send(read().text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			Arrival arrival = this.bank.accounts().onlyArrival();
			Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> !this.bank.accounts().isOpen(arrival));
			assertThat(Answer.read(wire, "GET")).isAborted();
		}
	}

	@Test
	void requestThatComesInPiecesInTimeIsServed() throws IOException {
		String token = this.bank.token().scope("accounts:write").text();
		Call call = Call.post("/v1/accounts", "{}").token(token);
		try (Wire wire = connect()) {
			for (int i = 0; i < 2; i++) {
				String text = call.text();
				wire.send(text.substring(0, 20));
				Pace.pause(Duration.ofMillis(100));
				wire.send(text.substring(20, text.length() - 1));
				Pace.pause(Duration.ofMillis(100));
				wire.send(text.substring(text.length() - 1));
				assertThat(Answer.read(wire, "POST")).isOk();
				Pace.pause(Duration.ofMillis(100));
			}
		}
	}

	@Test
	void serviceThatTakesItsTimeIsNoSlowClient() throws IOException {
		this.bank.accounts().answers((arrival, wire) -> {
			Pace.pause(Duration.ofMillis(800));
			Script.ok().run(arrival, wire);
		});
		assertThat(this.bank.send(read())).isOk();
	}

	private void assertRefused(Wire wire, long millis) throws IOException {
		long start = System.nanoTime();
		assertThat(Answer.read(wire, "GET")).isProblem(408, "request-timeout").hasField("Connection", "close");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(millis / 2),
				Duration.ofMillis(millis + 3000));
		assertThat(wire.isClosedByPeer()).isTrue();
	}

	private static void assertClosedWithoutAnAnswer(Wire wire, long millis) throws IOException {
		long start = System.nanoTime();
		assertThat(wire.isClosedByPeer()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(millis / 2),
				Duration.ofMillis(millis + 3000));
	}

	private void assertNothingArrivedWhole() {
		Awaitility.await().until(() -> !this.bank.accounts().hasOpenConnections());
		assertThat(this.bank.accounts().arrivals()).noneMatch(Arrival::isWhole);
	}

	private void trickle(Wire wire, String bytes) {
		Thread.ofVirtual().start(() -> {
			while (!this.over.get()) {
				wire.sendAsFarAsTaken(bytes);
				Pace.pause(Duration.ofMillis(50));
			}
		});
	}

	private Wire connect() {
		return Wire.to(this.bank.gate().port());
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

	private String post(String framing) {
		int colon = framing.indexOf(':');
		return Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.token(this.bank.token().scope("accounts:write"))
			.header(framing.substring(0, colon), framing.substring(colon + 2))
			.head();
	}

}
