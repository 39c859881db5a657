package dev.gatehouse.service.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one line a second through, so that an outage does not fill the log with itself.
 */
final class LogThrottle {

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private final AtomicLong next = new AtomicLong(System.nanoTime());

	boolean permits() {
		long now = System.nanoTime();
		long due = this.next.get();
		return now - due >= 0 && this.next.compareAndSet(due, now + PAUSE);
	}

}
