package dev.gatehouse.gateway.walk;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The gateway ends without breaking off what it has begun. */
@ExtendWith(WatchExtension.class)
class ShutdownTests {

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void requestInFlightEndsAndNobodyElseGetsIn() throws Exception {
		Gate gate = this.bank.start(Stream.of());
		gate.awaitReady();
		int port = gate.port();
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		try (Wire inFlight = Wire.to(port); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			inFlight.send(read().text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			Future<?> closing = threads.submit(gate::close);
			Awaitility.await().until(() -> isClosedToOthers(port));
			assertThat(closing.isDone()).isFalse();
			answer.countDown();
			Answer last = Answer.read(inFlight, "GET");
			assertThat(last).isOk();
			closing.get();
			assertThat(this.bank.audit().of(last).get("decision").asString()).isEqualTo("allowed");
		}
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.doesNotContain("audit-log", "issuer-keys", "partner-registry");
	}

	@Test
	void streamInFlightEndsAndItsConnectionSaysGoodbye() throws Exception {
		Gate gate = this.bank.start(Stream.of(Certificate.STORE, Certificate.TYPE, Certificate.PASSWORD,
				Certificate.BUNDLE, Certificate.MANAGEMENT, Certificate.HTTP2));
		gate.awaitReady();
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		try (FrameWire inFlight = FrameWire.to(gate.port());
				FrameWire idle = FrameWire.to(gate.port());
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			FieldBlock read = FieldBlock.get("/v1/accounts").token(this.bank.token());
			idle.request(1, FieldBlock.get("/nowhere"));
			assertThat(idle.answer(1)).hasStatus(404);
			inFlight.request(1, read);
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			Future<?> closing = threads.submit(gate::close);
			assertThat(idle.goAway()).isZero();
			assertThat(inFlight.goAway()).isZero();
			inFlight.request(3, read);
			assertThat(closing.isDone()).isFalse();
			answer.countDown();
			assertThat(inFlight.answer(1)).isOk();
			assertThat(inFlight.isClosedByPeer()).isTrue();
			closing.get();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	private boolean isClosedToOthers(int port) {
		try (Wire wire = Wire.to(port)) {
			return Answer.read(wire.sendAsFarAsTaken(read().text()), "GET").status() == 0;
		}
		catch (UncheckedIOException ex) {
			return true;
		}
		catch (java.io.IOException ex) {
			return false;
		}
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

}
