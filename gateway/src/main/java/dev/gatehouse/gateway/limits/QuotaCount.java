package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.gatehouse.gateway.partner.Plan;

/**
 * A count per calendar day or month, in UTC. A clock that is set back does not open a new
 * period.
 */
final class QuotaCount implements Count {

	/** After so long without a request it need not be at hand. */
	private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

	private final InstantSource clock;

	private final Consumer<QuotaCount> resting;

	private Plan.Quota quota;

	private long ends = Long.MIN_VALUE;

	private long begun;

	private long last;

	private long lastMillis;

	private long used;

	/**
	 * Begins to count.
	 * @param resting keeps it when nobody is about to use it
	 */
	QuotaCount(Plan.Quota quota, InstantSource clock, Consumer<QuotaCount> resting) {
		this.quota = quota;
		this.clock = clock;
		this.resting = resting;
	}

	synchronized boolean isPer(Plan.Period period) {
		return this.quota.period() == period;
	}

	/** Goes on with another number of requests for the same period. */
	synchronized void change(Plan.Quota quota) {
		this.quota = quota;
	}

	@Override
	public long take(long now) {
		return takeAt(this.clock.millis(), now);
	}

	private synchronized long takeAt(long millis, long now) {
		if (millis >= this.ends) {
			this.ends = end(millis);
			this.begun = now;
			this.used = 0;
		}
		this.last = now;
		this.lastMillis = millis;
		if (this.used < this.quota.requests()) {
			this.used++;
			return 0;
		}
		return untilNext(millis);
	}

	/** What was taken of a period that is over is of no use any more. */
	@Override
	public synchronized void giveBack(long now, long taken) {
		if (now - this.begun >= 0) {
			this.used--;
		}
	}

	@Override
	public synchronized long look(long now) {
		long millis = this.clock.millis();
		return (leftAt(millis) > 0) ? 0 : untilNext(millis);
	}

	@Override
	public synchronized long left(long now) {
		return leftAt(millis(now));
	}

	private long leftAt(long millis) {
		return isOver(millis) ? this.quota.requests() : Math.max(0, this.quota.requests() - this.used);
	}

	@Override
	public synchronized long untilFull(long now) {
		return untilNext(millis(now));
	}

	@Override
	public synchronized boolean isWhole(long now) {
		return this.used == 0 || isOver() || now - this.last >= QUIET;
	}

	@Override
	public synchronized void rest() {
		if (this.used > 0 && !isOver()) {
			this.resting.accept(this);
		}
	}

	/** What a request took and what is left are of one moment. */
	private long millis(long now) {
		return (now == this.last && this.ends != Long.MIN_VALUE) ? this.lastMillis : this.clock.millis();
	}

	/** Returns whether the period is over of which something was used. */
	synchronized boolean isOver() {
		return isOver(this.clock.millis());
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
