package dev.gatehouse.gateway.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Every queue has a bound, and who finds it full is told so at once. */
@ExtendWith(WatchExtension.class)
@Checks({ "A-144", "A-156" })
class OverloadTests {

	private final Bank bank = new Bank();

	private final CountDownLatch answer = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.answer.countDown();
		this.bank.close();
	}

	@Test
	void moreCallsThanAServiceMayHaveAtOnceAreRefused() throws Exception {
		this.bank.start(Stream.of("resilience4j.bulkhead.configs.default.max-concurrent-calls=2")).awaitReady();
		this.bank.accounts().answers(Script.okAfter(this.answer));
		try (Wire first = sendRead(); Wire second = sendRead()) {
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 2);
			assertThat(this.bank.send(read())).isProblem(503, "overloaded").hasField("Retry-After", "1");
			assertThat(this.bank.accounts().arrivals()).hasSize(2);
			assertOtherApiIsServed();
			this.answer.countDown();
			assertThat(Answer.read(first, "GET")).isOk();
			assertThat(Answer.read(second, "GET")).isOk();
		}
		Awaitility.await().until(() -> this.bank.send(read()).status() == 200);
	}

	@Test
	void callThatEndsBadlyLeavesItsPlaceToo() throws Exception {
		this.bank.start(Stream.of("resilience4j.bulkhead.configs.default.max-concurrent-calls=1")).awaitReady();
		this.bank.accounts().answers(Script.silence());
		try (Wire gone = sendRead()) {
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			gone.reset();
		}
		this.bank.reset();
		Awaitility.await().until(() -> this.bank.send(read()).status() == 200);
		this.bank.accounts().answers(Script.bytesAndEnd("garbage\r\n\r\n"));
		// A place is given back just after the last byte of the answer.
		Awaitility.await().until(() -> this.bank.send(read()).status() == 502);
		this.bank.reset();
		Awaitility.await().until(() -> this.bank.send(read()).status() == 200);
	}

	@Test
	void moreRequestsThanMayWaitForAConnectionAreRefusedAtOnce() throws Exception {
		this.bank.start(Stream.of("gatehouse.forward.connections=1", "gatehouse.forward.pending=1",
				"gatehouse.forward.pending-timeout=20s",
				"resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=4"))
			.awaitReady();
		this.bank.accounts().answers(Script.okAfter(this.answer));
		try (Wire first = sendRead()) {
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			List<Answer> answers = new ArrayList<>();
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				List<Future<Answer>> sent = IntStream.range(0, 10)
					.mapToObj((i) -> threads.submit(() -> this.bank.send(read())))
					.toList();
				Awaitility.await().until(() -> sent.stream().filter(Future::isDone).count() == 9);
				this.answer.countDown();
				for (Future<Answer> one : sent) {
					answers.add(one.get());
				}
			}
			assertThat(Answer.read(first, "GET")).isOk();
			assertThat(answers).filteredOn((one) -> one.status() == 200).hasSize(1);
			answers.stream()
				.filter((one) -> one.status() != 200)
				.forEach((one) -> assertThat(one).isProblem(503, "overloaded").hasField("Retry-After", "1"));
		}
		// Nine refusals of the gateway's own are no failures of the service.
		assertThat(this.bank.send(read())).isOk();
		assertThat(this.bank.accounts().arrivals()).extracting(Arrival::connection).containsOnly(1);
	}

	@Test
	void requestThatWaitsTooLongForAConnectionIsRefused() throws Exception {
		this.bank.start(Stream.of("gatehouse.forward.connections=1", "gatehouse.forward.pending-timeout=200ms"))
			.awaitReady();
		this.bank.accounts().answers(Script.okAfter(this.answer));
		try (Wire first = sendRead()) {
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			assertThat(this.bank.send(read())).isProblem(503, "overloaded").hasField("Retry-After", "1");
			this.answer.countDown();
			assertThat(Answer.read(first, "GET")).isOk();
		}
		assertThat(this.bank.send(read())).isOk();
	}

	@Test
	void clientThatGoesWhileItWaitsForAConnectionGivesUpItsPlace() throws Exception {
		this.bank.start(Stream.of("gatehouse.forward.connections=1", "gatehouse.forward.pending=2",
				"gatehouse.forward.pending-timeout=20s"))
			.awaitReady();
		this.bank.accounts().answers(Script.okAfter(this.answer));
		double free = freePlaces();
		try (Wire first = sendRead()) {
			// Who has the one connection is the first of them, and not who goes.
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			try (Wire gone = sendRead(); Wire goneToo = sendRead()) {
				Awaitility.await().until(() -> freePlaces() == free - 3);
				gone.reset();
				goneToo.reset();
				Awaitility.await().until(() -> freePlaces() == free - 1);
			}
			try (Wire next = sendRead(); Wire last = sendRead()) {
				Awaitility.await().until(() -> freePlaces() == free - 3);
				this.answer.countDown();
				assertThat(Answer.read(first, "GET")).isOk();
				assertThat(Answer.read(next, "GET")).isOk();
				assertThat(Answer.read(last, "GET")).isOk();
			}
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(3).extracting(Arrival::connection).containsOnly(1);
	}

	@Test
	void connectionsThatNobodyUsesAreClosed() throws Exception {
		this.bank.start(Stream.of("gatehouse.forward.idle-timeout=200ms")).awaitReady();
		this.bank.accounts().answers(Script.okAfter(this.answer));
		try (Wire first = sendRead(); Wire second = sendRead(); Wire third = sendRead()) {
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 3);
			assertThat(connections()).isEqualTo(3);
			this.answer.countDown();
			for (Wire wire : List.of(first, second, third)) {
				assertThat(Answer.read(wire, "GET")).isOk();
			}
		}
		Awaitility.await().until(() -> connections() == 0);
		assertThat(this.bank.send(read())).isOk();
	}

	private double freePlaces() {
		return this.bank.gate().metrics().sum("resilience4j_bulkhead_available_concurrent_calls", "name=\"accounts\"");
	}

	private double connections() {
		return this.bank.gate().metrics().sum("gatehouse_upstream_connections", "api=\"accounts\"");
	}

	private void assertOtherApiIsServed() {
		TestTokens token = this.bank.token().client("initech-cards").scope("cards:read");
		assertThat(this.bank.send(Call.get("/v1/cards").token(token))).isOk();
	}

	private Wire sendRead() throws Exception {
		return Wire.to(this.bank.gate().port()).send(read().text());
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

}
