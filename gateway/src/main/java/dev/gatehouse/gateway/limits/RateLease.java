package dev.gatehouse.gateway.limits;

/**
 * This node's part of a rate. The share of one among four nodes is the same bucket,
 * filled as high as it last was, in which each request takes four times as much.
 */
final class RateLease extends Lease {

	private volatile Pace pace;

	/** When the bucket of all nodes is full again, as the store last said. */
	private volatile long full;

	private volatile long share;

	RateLease(String id, String owner, Pace pace, StoreState store, long now) {
		super(id, Exchange.PREFIX + "rate:" + owner, Terms.of(pace), UsedQuotas.NOTHING, store, now);
		this.pace = pace;
		this.full = now;
		this.share = now;
	}

	/** Goes on at another pace, and is as full as it was. */
	synchronized void change(Pace pace, long now) {
		Pace before = this.pace;
		if (!pace.equals(before)) {
			this.full = now + pace.untilFull(this.full - now, before);
			this.share = now + pace.untilFull(this.share - now, before);
			this.pace = pace;
			change(Terms.of(pace), now);
		}
	}

	@Override
	synchronized void known(long value, StoreTime time, long borrowed, int nodes) {
		long nanos = time.nanos(value);
		this.full = nanos;
		this.share = nanos + borrowed * step(nodes);
	}

	private long step(int nodes) {
		return this.pace.interval() * nodes;
	}

	@Override
	long untilKnown(long now) {
		Pace present = this.pace;
		return Math.max(0, after(this.full, now, present.interval()) - now - present.window());
	}

	@Override
	synchronized long takeShare(long now, int nodes) {
		long ahead = lookAtShare(now, nodes);
		if (ahead == 0) {
			this.share = after(this.share, now, step(nodes));
		}
		return ahead;
	}

	@Override
	synchronized void giveShareBack(int nodes) {
		this.share -= step(nodes);
	}

	@Override
	long lookAtShare(long now, int nodes) {
		long step = step(nodes);
		return Math.max(0, after(this.share, now, step) - now - Math.max(this.pace.window(), step));
	}

	private static long after(long state, long now, long step) {
		return ((state - now > 0) ? state : now) + step;
	}

	@Override
	long longestHold(int nodes) {
		return Math.max(1, this.pace.burst() / (2L * nodes));
	}

	/** What the bucket would have got back meanwhile need not be told. */
	@Override
	long moved(long used, long borrowed, long now, int nodes) {
		long micros = Math.min(used * this.pace.interval(), Math.max(0, this.full - now)) / 1000;
		return micros + debtMicros(borrowed, now, nodes);
	}

	/**
	 * What is missing of this node's share is missing of the whole by a node's part of
	 * it. What has come back meanwhile is not.
	 */
	@Override
	long debtMicros(long borrowed, long now, int nodes) {
		return Math.min(borrowed * this.pace.interval(), Math.max(0, this.share - now) / nodes) / 1000;
	}

	@Override
	long keptMillis(long now) {
		return 0;
	}

	@Override
	public long left(long now) {
		Pace present = this.pace;
		return Math.max(0, present.window() - untilFull(now)) / present.interval();
	}

	@Override
	public long untilFull(long now) {
		long until = isKnown(now) ? this.full - spare() * this.pace.interval() : this.share;
		return Math.max(0, until - now);
	}

	/** However long the store is away: a bucket that is full again is like any other. */
	@Override
	boolean isOver(long now) {
		return isSilent(now) && this.full - now <= 0 && this.share - now <= 0;
	}

	@Override
	public boolean isWhole(long now) {
		return (isSettled() && untilFull(now) == 0) || isOver(now);
	}

}
