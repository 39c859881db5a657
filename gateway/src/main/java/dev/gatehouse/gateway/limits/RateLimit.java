package dev.gatehouse.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

/*
 * The generic cell rate algorithm. One number is the whole state: the time at which the bucket will be full again, if
 * nothing more comes. A request moves it on by one interval, and is refused when that would put it more than a burst
 * ahead of now. Times are differences of a monotonic clock, so setting the wall clock changes nothing.
 */

/** A steady rate with a burst, kept in one number. */
final class RateLimit implements Count {

	private volatile Pace pace;

	private final AtomicLong full;

	RateLimit(Pace pace, long now) {
		this.pace = pace;
		this.full = new AtomicLong(now);
	}

	/** Goes on at another pace, and is as full as it was. */
	void change(Pace pace, long now) {
		Pace before = this.pace;
		if (!pace.equals(before)) {
			this.full.updateAndGet((state) -> now + pace.untilFull(state - now, before));
			this.pace = pace;
		}
	}

	@Override
	public long take(long now) {
		Pace present = this.pace;
		while (true) {
			long state = this.full.get();
			long next = next(state, now, present);
			long ahead = next - now - present.window();
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
		Pace present = this.pace;
		return Math.max(0, next(this.full.get(), now, present) - now - present.window());
	}

	@Override
	public long left(long now) {
		Pace present = this.pace;
		return Math.max(0, present.window() - untilFull(now)) / present.interval();
	}

	private static long next(long state, long now, Pace pace) {
		return ((state - now > 0) ? state : now) + pace.interval();
	}

	@Override
	public void giveBack(long now, long taken) {
		this.full.addAndGet(-this.pace.interval());
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
