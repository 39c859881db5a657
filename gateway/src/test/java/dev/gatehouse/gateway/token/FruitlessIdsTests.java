package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An id that was fetched for in vain waits, each time longer, and costs no memory. */
class FruitlessIdsTests {

	private final AtomicLong seconds = new AtomicLong();

	private final FruitlessIds ids = new FruitlessIds(Duration.ofSeconds(30), Duration.ofSeconds(300),
			() -> Long.MAX_VALUE - 5 + this.seconds.get() * 1_000_000_000);

	@Test
	void idThatWasNeverInVainNeedNotWait() {
		this.ids.add("a");
		assertThat(this.ids.contains("a")).isTrue();
		assertThat(this.ids.contains("b")).isFalse();
	}

	@Test
	void waitDoublesUpToTheLongest() {
		for (int wait : new int[] { 30, 60, 120, 240, 300, 300 }) {
			this.ids.add("a");
			this.seconds.addAndGet(wait - 1);
			assertThat(this.ids.contains("a")).as("after %d s of %d", wait - 1, wait).isTrue();
			this.seconds.addAndGet(1);
			assertThat(this.ids.contains("a")).as("after %d s", wait).isFalse();
		}
	}

	@Test
	void changeOfTheKeysEndsEveryWait() {
		this.ids.add("a");
		this.ids.clear();
		assertThat(this.ids.contains("a")).isFalse();
	}

	@Test
	void onlyAThousandAreRemembered() {
		for (int i = 0; i < 5000; i++) {
			this.ids.add("id-" + i);
		}
		assertThat(this.ids.contains("id-999")).isTrue();
		assertThat(this.ids.contains("id-1000")).isFalse();
		this.seconds.addAndGet(301);
		this.ids.add("late");
		assertThat(this.ids.contains("late")).isTrue();
	}

}
