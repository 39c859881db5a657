package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.EventProcessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that fails is left alone for a while. What clients do wrong says nothing
 * about it.
 */
@OpenBank({ "resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=4",
		"resilience4j.circuitbreaker.configs.default.sliding-window-type=count_based",
		"resilience4j.circuitbreaker.configs.default.sliding-window-size=4",
		"resilience4j.circuitbreaker.configs.default.slow-call-duration-threshold=400ms",
		"resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=500ms",
		"resilience4j.circuitbreaker.configs.default.permitted-number-of-calls-in-half-open-state=2",
		"gatehouse.forward.total-timeout=1s" })
class BreakerTests {

	private static final int MANY = 6;

	private final Bank bank;

	BreakerTests(Bank bank) {
		this.bank = bank;
	}

	/**
	 * Closes the circuit for the next test, and is itself the proof that it can close:
	 * half open it lets two calls through, so more than that in a row say it is closed.
	 * They are tried again as one, for an answer is here before it has been counted.
	 */
	@AfterEach
	void circuitClosesWhenTheServiceIsWellAgain() {
		this.bank.reset();
		Awaitility.await()
			.until(() -> Stream.generate(this::read).limit(MANY).allMatch((answer) -> answer.status() == 200));
	}

	@Test
	void failuresOpenTheCircuit() {
		this.bank.accounts().answers(Script.bytesAndEnd("garbage\r\n\r\n"));
		assertOpensBy(() -> assertThat(read()).isProblem(502, "upstream-failed"));
	}

	@Test
	void failuresThatTheServiceStatesOpenTheCircuit() {
		this.bank.accounts().answers(Script.json(500, "{}"));
		assertOpensBy(() -> assertThat(read()).isProblem(500, "internal-error", "upstream-failed"));
	}

	@Test
	void operatorsSeeItsState() {
		assertThat(state("closed")).isEqualTo(1);
		this.bank.accounts().answers(Script.json(500, "{}"));
		assertOpensBy(this::read);
		Awaitility.await().until(() -> state("open") + state("half_open") == 1 && state("closed") == 0);
	}

	private double state(String state) {
		return this.bank.gate()
			.metrics()
			.sum("resilience4j_circuitbreaker_state", "name=\"accounts\"", "state=\"" + state + "\"");
	}

	/** Each call would make three, for nobody. */
	@Test
	void nobodyListensToEventsOfCalls() {
		CircuitBreaker breaker = this.bank.gate().bean(CircuitBreakerRegistry.class).circuitBreaker("accounts");
		Bulkhead bulkhead = this.bank.gate().bean(BulkheadRegistry.class).bulkhead("accounts");
		assertThat(List.of(breaker.getEventPublisher(), bulkhead.getEventPublisher()))
			.allSatisfy((events) -> assertThat(((EventProcessor<?>) events).hasConsumers()).isFalse());
	}

	@Test
	void slowAnswersOpenTheCircuit() {
		this.bank.accounts().answers((arrival, wire) -> {
			Pace.pause(Duration.ofMillis(500));
			Script.ok().run(arrival, wire);
		});
		assertOpensBy(() -> assertThat(read()).isOk());
	}

	@Test
	void openCircuitOfOneApiLeavesTheOthersAlone() {
		this.bank.accounts().answers(Script.json(500, "{}"));
		assertOpensBy(this::read);
		TestTokens token = this.bank.token().client("initech-cards").scope("cards:read");
		assertThat(this.bank.send(Call.get("/v1/cards").token(token))).isOk();
	}

	@Test
	void refusalsOfTheServiceDoNotOpenTheCircuit() {
		for (int status : new int[] { 400, 404, 409, 422, 429, 428 }) {
			this.bank.accounts().answers(Script.json(status, "{}"));
			assertThat(read()).hasStatus(status);
		}
	}

	@Test
	void clientsThatGoAwayDoNotOpenTheCircuit() throws IOException {
		for (int i = 0; i < MANY; i++) {
			this.bank.reset();
			this.bank.accounts().answers(Script.silence());
			try (Wire wire = Wire.to(this.bank.gate().port())) {
				wire.send(readCall().text());
				Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
				wire.reset();
			}
			// The call has ended on both sides.
			Arrival left = this.bank.accounts().onlyArrival();
			Awaitility.await().until(() -> !this.bank.accounts().isOpen(left));
		}
	}

	@Test
	void clientsThatGoAwayInTheMiddleOfAnAnswerDoNotOpenTheCircuit() throws Exception {
		for (int i = 0; i < MANY; i++) {
			this.bank.reset();
			CountDownLatch gone = new CountDownLatch(1);
			this.bank.accounts().answers((arrival, wire) -> {
				wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n{");
				gone.await();
				wire.send("x".repeat(1_000_000));
				wire.isClosedByPeer();
			});
			try (Wire wire = Wire.to(this.bank.gate().port())) {
				wire.send(readCall().text());
				assertThat(wire.readHead()).isNotNull();
				wire.reset();
			}
			gone.countDown();
			Arrival left = this.bank.accounts().onlyArrival();
			Awaitility.await().until(() -> !this.bank.accounts().isOpen(left));
		}
	}

	@Test
	void clientsThatDoNotSendTheirBodyDoNotOpenTheCircuit() throws IOException {
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.header("Content-Length", "10000")
			.token(this.bank.token().scope("accounts:write"));
		try (Wires wires = new Wires()) {
			for (Wire wire : wires.all()) {
				wire.send(call.head());
			}
			for (Wire wire : wires.all()) {
				assertThat(Answer.read(wire, "POST").status()).isIn(0, 504);
			}
		}
	}

	@Test
	void clientsThatReadSlowlyDoNotOpenTheCircuit() throws Exception {
		String body = "x".repeat(16 * 1024 * 1024);
		this.bank.accounts().answers(Script.json(200, body));
		try (Wires wires = new Wires()) {
			for (Wire wire : wires.all()) {
				wire.send(readCall().text());
				assertThat(wire.readHead()).first().asString().endsWith("200 OK");
			}
			Pace.pause(Duration.ofMillis(500));
		}
	}

	@Test
	void refusalsOfTheGatewaysOwnDoNotOpenTheCircuit() {
		String large = "x".repeat(2 * 1024 * 1024);
		for (int i = 0; i < MANY; i++) {
			Call call = Call.of("POST", "/v1/accounts")
				.header("Content-Type", "application/json")
				.token(this.bank.token().scope("accounts:write"))
				.chunked(large);
			assertThat(this.bank.send(call).status()).isIn(0, 413);
		}
	}

	/**
	 * Half of the window must have failed: what is in it from before decides how soon.
	 */
	private void assertOpensBy(Runnable failing) {
		failing.run();
		Awaitility.await().until(() -> read().status() == 503);
		int before = this.bank.accounts().arrivals().size();
		assertThat(before).isLessThanOrEqualTo(4);
		assertThat(read()).isProblem(503, "upstream-unavailable").hasField("Retry-After", "5");
		assertThat(this.bank.accounts().arrivals()).hasSize(before);
	}

	private Answer read() {
		return this.bank.send(readCall());
	}

	private Call readCall() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

	/** As many connections as would open the circuit if it were the service's fault. */
	private final class Wires implements AutoCloseable {

		private final List<Wire> all = new ArrayList<>();

		Wires() throws IOException {
			for (int i = 0; i < MANY; i++) {
				this.all.add(Wire.to(BreakerTests.this.bank.gate().port()));
			}
		}

		List<Wire> all() {
			return this.all;
		}

		@Override
		public void close() throws IOException {
			for (Wire wire : this.all) {
				wire.close();
			}
		}

	}

}
