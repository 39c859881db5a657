package dev.gatehouse.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.gateway.partner.Plan;

/**
 * This node's part of a rate. The share of one among four nodes is the same bucket,
 * filled as high as it last was, in which each request takes four times as much.
 */
final class RateLease extends Lease {

	private final long interval;

	private final long tolerance;

	private final long burst;

	/** When the bucket of all nodes is full again, as the store last said. */
	private volatile long full;

	private final AtomicLong share;

	RateLease(String id, String owner, Plan.Rate rate, long burst, StoreState store, long now) {
		super(id, "gatehouse:rate:" + owner,
				new Terms(true, RateLimit.interval(rate) / 1000.0, RateLimit.window(rate, burst) / 1000.0), store, now);
		this.interval = RateLimit.interval(rate);
		this.tolerance = RateLimit.window(rate, burst);
		this.burst = burst;
		this.full = now;
		this.share = new AtomicLong(now);
	}

	@Override
	void known(long value, StoreTime time, long borrowed, int nodes) {
		long nanos = time.nanos(value);
		this.full = nanos;
		this.share.set(nanos + borrowed * this.interval * nodes);
	}

	@Override
	long untilKnown(long now) {
		return Math.max(0, after(this.full, now, this.interval) - now - this.tolerance);
	}

	@Override
	long takeShare(long now, int nodes) {
		long step = this.interval * nodes;
		while (true) {
			long state = this.share.get();
			long next = after(state, now, step);
			long ahead = next - now - Math.max(this.tolerance, step);
			if (ahead > 0) {
				return ahead;
			}
			if (this.share.compareAndSet(state, next)) {
				return 0;
			}
		}
	}

	@Override
	long lookAtShare(long now, int nodes) {
		long step = this.interval * nodes;
		return Math.max(0, after(this.share.get(), now, step) - now - Math.max(this.tolerance, step));
	}

	private static long after(long state, long now, long step) {
		return ((state - now > 0) ? state : now) + step;
	}

	@Override
	long longestHold(int nodes) {
		return Math.max(1, this.burst / (2L * nodes));
	}

	/**
	 * What is missing of this node's share is missing of the whole by a node's part of
	 * it. What has come back meanwhile is not.
	 */
	@Override
	long debtMicros(long borrowed, long now, int nodes) {
		return Math.min(borrowed * this.interval, Math.max(0, this.share.get() - now) / nodes) / 1000;
	}

	@Override
	public long left(long now) {
		return Math.max(0, this.tolerance - untilFull(now)) / this.interval;
	}

	@Override
	public long untilFull(long now) {
		long until = isKnown(now) ? this.full - spare() * this.interval : this.share.get();
		return Math.max(0, until - now);
	}

	@Override
	public boolean isWhole(long now) {
		return isSettled() && untilFull(now) == 0;
	}

}
