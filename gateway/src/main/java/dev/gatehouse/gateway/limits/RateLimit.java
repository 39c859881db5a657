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
final class RateLimit implements Count {

	/** A burst that takes a century to come back is as good as any larger one. */
	private static final long LONGEST_TOLERANCE = TimeUnit.DAYS.toNanos(36525);

	private final long interval;

	private final long tolerance;

	private final AtomicLong full;

	RateLimit(Plan.Rate rate, long burst, long now) {
		this.interval = interval(rate);
		this.tolerance = window(rate, burst);
		this.full = new AtomicLong(now);
	}

	/** Returns the nanoseconds between two requests. */
	static long interval(Plan.Rate rate) {
		return Math.max(1, rate.nanos() / rate.requests());
	}

	/** Returns the nanoseconds in which the whole burst comes back. */
	static long window(Plan.Rate rate, long burst) {
		long interval = interval(rate);
		return (burst < LONGEST_TOLERANCE / interval) ? interval * burst : LONGEST_TOLERANCE;
	}

	@Override
	public long take(long now) {
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

	@Override
	public long look(long now) {
		return Math.max(0, next(this.full.get(), now) - now - this.tolerance);
	}

	@Override
	public long left(long now) {
		return Math.max(0, this.tolerance - untilFull(now)) / this.interval;
	}

	private long next(long state, long now) {
		return ((state - now > 0) ? state : now) + this.interval;
	}

	@Override
	public void giveBack() {
		this.full.addAndGet(-this.interval);
	}

	@Override
	public long untilFull(long now) {
		return Math.max(0, this.full.get() - now);
	}

	@Override
	public boolean isWhole(long now) {
		return this.full.get() - now <= 0;
	}

}
