package dev.gatehouse.gateway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever adds is done at once, and what was added comes out once and in order. */
@Timeout(20)
class AuditQueueTests {

	private final AuditQueue queue = new AuditQueue();

	@Test
	void entriesComeOutInTheirOrder() {
		this.queue.add(AuditEntries.allowed("1"));
		this.queue.add(AuditEntries.allowed("2"));
		assertThat(this.queue.take()).extracting(AuditEntry::requestId).containsExactly("1", "2");
		assertThat(this.queue.take()).isEmpty();
	}

	@Test
	void fullQueueRefusesUntilSomethingIsTaken() {
		for (int i = 0; i < AuditQueue.LONGEST; i++) {
			assertThat(this.queue.add(AuditEntries.allowed("x"))).isTrue();
		}
		assertThat(this.queue.add(AuditEntries.allowed("x"))).isFalse();
		int taken = this.queue.take().size();
		assertThat(taken).isBetween(1, AuditQueue.LONGEST);
		for (int i = 0; i < taken; i++) {
			assertThat(this.queue.add(AuditEntries.allowed("x"))).isTrue();
		}
		assertThat(this.queue.add(AuditEntries.allowed("x"))).isFalse();
	}

	@Test
	void nothingIsLostOrDoubledBetweenManyThreads() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		CountDownLatch done = new CountDownLatch(4);
		for (int t = 0; t < 4; t++) {
			String name = "thread-" + t;
			threads.add(Thread.ofPlatform().start(() -> {
				for (int i = 0; i < 2000; i++) {
					assertThat(this.queue.add(AuditEntries.allowed(name + "-" + i))).isTrue();
				}
				done.countDown();
			}));
		}
		List<String> taken = new ArrayList<>();
		while (taken.size() < 8000) {
			List<AuditEntry> batch = this.queue.take();
			batch.forEach((entry) -> taken.add(entry.requestId()));
			if (batch.isEmpty()) {
				this.queue.rest();
			}
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(done.getCount()).isZero();
		assertThat(taken).doesNotHaveDuplicates();
		assertThat(this.queue.take()).isEmpty();
	}

	@Test
	void restEndsByItselfWhenNothingComes() {
		this.queue.rest();
		assertThat(this.queue.take()).isEmpty();
	}

	@Test
	void thereIsNoRestWhileSomethingWaits() {
		long before = System.nanoTime();
		for (int i = 0; i < 100; i++) {
			this.queue.add(AuditEntries.allowed("x"));
			this.queue.rest();
		}
		assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
		assertThat(this.queue.take()).hasSize(100);
	}

}
