package dev.gatehouse.gateway.validation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Long checks are done elsewhere, a bounded number of them. */
class WorkersTests {

	private final Workers workers = new Workers();

	@AfterEach
	void close() {
		this.workers.close();
	}

	@Test
	void workIsDoneOnAnotherThread() {
		String here = Thread.currentThread().getName();
		StepVerifier.create(this.workers.run(() -> Thread.currentThread().getName()))
			.expectNextMatches((there) -> !there.equals(here) && there.startsWith("validation"))
			.verifyComplete();
	}

	@Test
	void refusalComesBackAsItIs() {
		Refusal refusal = Refusal.of(Problem.REQUEST_INVALID, "wrong");
		StepVerifier.create(this.workers.run(() -> {
			throw refusal;
		})).verifyErrorMatches((error) -> error == refusal);
	}

	@Test
	void workThatFindsTheQueueFullIsRefusedAndTheRestIsDone() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger done = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		int much = 1000;
		for (int i = 0; i < much; i++) {
			this.workers.run(() -> {
				gate.await();
				return done.incrementAndGet();
			}).subscribe((one) -> {
			}, (error) -> {
				assertThat(error).isInstanceOfSatisfying(Refusal.class,
						(refusal) -> assertThat(refusal.problem()).isEqualTo(Problem.OVERLOADED));
				refused.incrementAndGet();
			});
		}
		assertThat(refused).hasValueBetween(1, much - 1);
		gate.countDown();
		Awaitility.await().until(() -> done.get() + refused.get() == much);
	}

}
