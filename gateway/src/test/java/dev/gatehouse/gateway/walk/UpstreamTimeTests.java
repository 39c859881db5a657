package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** No service makes a client wait beyond the limits, in whatever way it dawdles. */
@OpenBank({ "gatehouse.forward.response-timeout=500ms", "gatehouse.forward.total-timeout=1500ms" })
@Checks({ "A-144", "A-150", "A-156" })
class UpstreamTimeTests {

	private final Bank bank;

	UpstreamTimeTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 103 Early Hints\r\n\r\n" })
	void serviceThatDoesNotBeginToAnswerIsGivenUpAtTheResponseTimeout(String beginning) {
		this.bank.accounts().answers(Script.bytesThenSilence(beginning));
		long start = System.nanoTime();
		assertThat(read()).isProblem(504, "upstream-timeout").hasNoField("Retry-After");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(500),
				Duration.ofMillis(1500));
		assertConnectionIsGivenUp();
	}

	@Test
	void headThatTricklesInIsGivenUpAtTheTotalTimeout() {
		this.bank.accounts().answers((arrival, wire) -> {
			wire.send("HTTP/1.1 200 OK\r\nX-Long: ");
			trickle(wire, "x");
		});
		long start = System.nanoTime();
		assertThat(read()).isProblem(504, "upstream-timeout");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertConnectionIsGivenUp();
	}

	@Test
	void shortAnswerThatStopsInTheMiddleIsATimeout() {
		this.bank.accounts().answers(Script.bytesThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"));
		assertThat(read()).isProblem(504, "upstream-timeout");
		assertConnectionIsGivenUp();
	}

	@Test
	void longAnswerThatStopsInTheMiddleIsBrokenOff() {
		this.bank.accounts().answers(Script.bytesThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n{}"));
		assertThat(read()).isAborted();
		assertConnectionIsGivenUp();
	}

	@Test
	void answerThatTricklesInIsBrokenOffAtTheTotalTimeout() {
		this.bank.accounts().answers((arrival, wire) -> {
			wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
			trickle(wire, "1\r\nx\r\n");
		});
		long start = System.nanoTime();
		assertThat(read()).hasStatus(200).isAborted();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertConnectionIsGivenUp();
	}

	@Test
	void serviceThatDoesNotReadTheBodyIsGivenUp() {
		CountDownLatch end = new CountDownLatch(1);
		this.bank.accounts().answersEarly(Script.okAfter(end));
		Call call = Call.post("/v1/accounts", "x".repeat(1024 * 1024)).token(this.bank.token().scope("accounts:write"));
		assertThat(this.bank.send(call)).isProblem(504, "upstream-timeout");
		end.countDown();
	}

	@Test
	void clientThatDoesNotSendItsBodyIsGivenUp() throws IOException {
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.header("Content-Length", "10000")
			.token(this.bank.token().scope("accounts:write"));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(call.head() + "{");
			assertThat(Answer.read(wire, "POST").status()).isIn(0, 408, 504);
			assertThat(wire.isClosedByPeer()).isTrue();
		}
		assertThat(this.bank.accounts().arrivals()).noneMatch(Arrival::isWhole);
	}

	private void assertConnectionIsGivenUp() {
		List<Arrival> before = this.bank.accounts().arrivals();
		assertThat(before).hasSize(1);
		Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> !this.bank.accounts().isOpen(before.getFirst()));
		this.bank.accounts().reset();
		assertThat(read()).isOk();
	}

	private static void trickle(Wire wire, String bytes) throws IOException {
		for (int i = 0; i < 200; i++) {
			wire.send(bytes);
			Pace.pause(Duration.ofMillis(50));
		}
	}

	private Answer read() {
		return this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
	}

}
