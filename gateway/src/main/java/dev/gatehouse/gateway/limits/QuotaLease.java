package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;

/** This node's part of a quota in one period. */
final class QuotaLease extends Lease {

	/** A period that is over is of no use to anybody but who reads the store. */
	private static final long KEPT = TimeUnit.DAYS.toNanos(1);

	/** After so long without a call it is enough to remember where it stood. */
	private static final long QUIET = TimeUnit.MINUTES.toNanos(5);

	/** What all nodes may hold ahead of demand: it is lost if all are killed. */
	private static final long PART_HELD = 400;

	private final LocalDate first;

	private final long beginsMicros;

	private final long endsMicros;

	private volatile long limit;

	private volatile long share;

	private volatile long ends;

	/** Begins in the present period, of which nothing is known to be used. */
	QuotaLease(String id, String owner, Plan.Quota quota, StoreState store, long now) {
		this(id, owner, quota, new UsedQuotas(), store, now);
	}

	/** Begins in the present period, of which so much is used as was heard here. */
	QuotaLease(String id, String owner, Plan.Quota quota, UsedQuotas used, StoreState store, long now) {
		this(id, owner, quota, used, store, now, store.time().at(now));
	}

	private QuotaLease(String id, String owner, Plan.Quota quota, UsedQuotas used, StoreState store, long now,
			Instant moment) {
		super(id, key(owner, quota, moment), Terms.ofQuota(quota.requests()), used.takeOver(key(owner, quota, moment)),
				store, now);
		this.first = Days.first(quota.period(), moment);
		this.beginsMicros = micros(Days.midnight(this.first));
		this.endsMicros = micros(Days.next(quota.period(), moment));
		this.limit = quota.requests();
		this.share = share(value(), 0, store.nodes());
		this.ends = store.time().nanos(this.endsMicros);
	}

	private static String key(String owner, Plan.Quota quota, Instant moment) {
		return Exchange.PREFIX + "quota:" + owner + ":" + quota.period() + ":" + Days.first(quota.period(), moment);
	}

	private static long micros(Instant moment) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
	}

	/** Goes on with another number of requests, of which as many are used. */
	synchronized void change(long limit, long now) {
		this.limit = limit;
		this.share = share(value(), untold(), nodes());
		change(Terms.ofQuota(limit), now);
	}

	private long share(long value, long borrowed, int nodes) {
		return Math.max(0, this.limit - value) / nodes - borrowed;
	}

	LocalDate first() {
		return this.first;
	}

	/** Returns when its period does, by the monotonic clock. */
	long ends() {
		return this.ends;
	}

	@Override
	boolean isOver(long now) {
		return now - this.ends >= 0;
	}

	@Override
	synchronized void known(long value, StoreTime time, long borrowed, int nodes) {
		this.share = share(value, borrowed, nodes);
		// A node that had not heard of the store may have been in another period.
		this.ends = (time.micros() < this.beginsMicros) ? time.nanos() : time.nanos(this.endsMicros);
	}

	@Override
	long untilKnown(long now) {
		return (used() < this.limit) ? 0 : untilFull(now);
	}

	@Override
	synchronized long takeShare(long now, int nodes) {
		long wait = lookAtShare(now, nodes);
		if (wait == 0) {
			this.share--;
		}
		return wait;
	}

	@Override
	synchronized void giveShareBack(int nodes) {
		this.share++;
	}

	@Override
	long lookAtShare(long now, int nodes) {
		return (this.share > 0) ? 0 : Math.max(1, untilFull(now));
	}

	@Override
	long longestHold(int nodes) {
		long ofAll = Math.min((this.limit - value()) / 8, this.limit / PART_HELD);
		return Math.max(1, ofAll / nodes);
	}

	@Override
	long moved(long used, long borrowed, long now, int nodes) {
		return used + borrowed;
	}

	@Override
	long debtMicros(long borrowed, long now, int nodes) {
		return 0;
	}

	@Override
	long keptMillis(long now) {
		return TimeUnit.NANOSECONDS.toMillis(Math.max(0, this.ends - now) + KEPT);
	}

	@Override
	public long left(long now) {
		return isKnown(now) ? Math.max(0, this.limit - value()) + spare() : Math.max(0, this.share);
	}

	@Override
	public long untilFull(long now) {
		return Math.max(0, this.ends - now);
	}

	@Override
	public boolean isWhole(long now) {
		return isOver(now) || (isSettled() && value() == 0) || isSettledSince(now, QUIET);
	}

}
