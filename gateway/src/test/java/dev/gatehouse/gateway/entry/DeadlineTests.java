package dev.gatehouse.gateway.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A deadline that is moved is met at its last moment, with one timer. */
class DeadlineTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final List<String> late = new ArrayList<>();

	private final Deadline deadline = new Deadline(this.channel.eventLoop(), () -> this.late.add("late"),
			() -> this.now);

	private long now = -5;

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void deadlineIsMetOnce() {
		this.channel.freezeTime();
		in(100);
		pass(99);
		assertThat(this.late).isEmpty();
		pass(1);
		assertThat(this.late).hasSize(1);
		pass(1000);
		assertThat(this.late).hasSize(1);
	}

	@Test
	void laterDeadlineReplacesTheEarlier() {
		this.channel.freezeTime();
		in(100);
		pass(60);
		in(100);
		pass(99);
		assertThat(this.late).isEmpty();
		pass(1);
		assertThat(this.late).hasSize(1);
	}

	@Test
	void earlierDeadlineReplacesTheLater() {
		this.channel.freezeTime();
		in(100);
		in(10);
		pass(10);
		assertThat(this.late).hasSize(1);
		pass(100);
		assertThat(this.late).hasSize(1);
	}

	@Test
	void cancelledDeadlineIsNeverMet() {
		this.channel.freezeTime();
		in(100);
		this.deadline.cancel();
		pass(1000);
		assertThat(this.late).isEmpty();
		in(10);
		pass(10);
		assertThat(this.late).hasSize(1);
	}

	private void in(long millis) {
		this.deadline.in(TimeUnit.MILLISECONDS.toNanos(millis));
	}

	private void pass(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
		this.channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
		this.channel.runPendingTasks();
	}

}
