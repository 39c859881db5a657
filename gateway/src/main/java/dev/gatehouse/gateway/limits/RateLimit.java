package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.gateway.partner.Plan;

/*
 * The generic cell rate algorithm. One number is the whole state: the time at which the bucket will be full again, if
 * nothing more comes. A request moves it on by one interval, and is refused when that would put it more than a burst
 * ahead of now. Times are differences of a monotonic clock, so setting the wall clock changes nothing.
 */

/** A steady rate with a burst, kept in one number. */
final class RateLimit {

	/** A burst that takes a century to come back is as good as any larger one. */
	private static final long LONGEST_TOLERANCE = TimeUnit.DAYS.toNanos(36525);

	private final long interval;

	private final long tolerance;

	private final AtomicLong full;

	RateLimit(Plan.Rate rate, long burst, long now) {
		this.interval = Math.max(1, rate.nanos() / rate.requests());
		this.tolerance = (burst < LONGEST_TOLERANCE / this.interval) ? this.interval * burst : LONGEST_TOLERANCE;
		this.full = new AtomicLong(now);
	}

	/**
	 * Takes one request if there is room. Returns 0, or the nanoseconds until there will
	 * be.
	 */
	long take(long now) {
		while (true) {
			long state = this.full.get();
			long next = next(state, now);
			long ahead = next - now - this.tolerance;
			if (ahead > 0) {
				return ahead;
			}
			if (this.full.compareAndSet(state, next)) {
				return 0;
			}
		}
	}

	/** Returns what {@link #take} would return, and takes nothing. */
	long look(long now) {
		return Math.max(0, next(this.full.get(), now) - now - this.tolerance);
	}

	/** Returns how many requests there is room for at once. */
	long left(long now) {
		return Math.max(0, this.tolerance - untilFull(now)) / this.interval;
	}

	private long next(long state, long now) {
		return ((state - now > 0) ? state : now) + this.interval;
	}

	/** Gives a request back that was taken and not used. */
	void giveBack() {
		this.full.addAndGet(-this.interval);
	}

	/** Returns the nanoseconds until the whole burst is there again. */
	long untilFull(long now) {
		return Math.max(0, this.full.get() - now);
	}

	/** Returns the nanoseconds in which the whole burst comes back. */
	long window() {
		return this.tolerance;
	}

}
