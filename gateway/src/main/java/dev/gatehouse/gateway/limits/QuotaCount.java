package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;

/**
 * A count per calendar day or month, in UTC. A wall clock that is set back does not open
 * a new period.
 */
final class QuotaCount implements Count {

	private final Plan.Quota quota;

	private final InstantSource clock;

	private long ends = Long.MIN_VALUE;

	private long used;

	QuotaCount(Plan.Quota quota, InstantSource clock) {
		this.quota = quota;
		this.clock = clock;
	}

	@Override
	public long take(long now) {
		return takeAt(this.clock.millis());
	}

	private synchronized long takeAt(long millis) {
		if (millis >= this.ends) {
			this.ends = end(millis);
			this.used = 0;
		}
		if (this.used < this.quota.requests()) {
			this.used++;
			return 0;
		}
		return untilNext(millis);
	}

	@Override
	public synchronized void giveBack() {
		this.used = Math.max(0, this.used - 1);
	}

	@Override
	public synchronized long look(long now) {
		return (left(now) > 0) ? 0 : untilFull(now);
	}

	@Override
	public synchronized long left(long now) {
		return isOver(this.clock.millis()) ? this.quota.requests() : this.quota.requests() - this.used;
	}

	@Override
	public synchronized long untilFull(long now) {
		return untilNext(this.clock.millis());
	}

	@Override
	public synchronized boolean isWhole(long now) {
		return this.used == 0 || isOver(this.clock.millis());
	}

	private boolean isOver(long millis) {
		return millis >= this.ends;
	}

	private long untilNext(long millis) {
		return TimeUnit.MILLISECONDS.toNanos((isOver(millis) ? end(millis) : this.ends) - millis);
	}

	private long end(long millis) {
		return Days.next(this.quota.period(), Instant.ofEpochMilli(millis)).toEpochMilli();
	}

}
