package dev.gatehouse.gateway.limits;

import java.util.function.Function;

import dev.gatehouse.gateway.partner.Plan;

/** A quota that all nodes share: a lease per period, each at its time. */
final class LeasedQuota implements Count {

	private final StoreState store;

	private final Function<Plan.Quota, QuotaLease> leases;

	private final UsedQuotas used;

	private volatile Plan.Quota quota;

	private volatile QuotaLease current;

	private volatile long begun;

	/**
	 * Begins with the present period.
	 * @param leases begins a lease of the period that it is now
	 * @param used where it is remembered when nobody uses it
	 */
	LeasedQuota(Plan.Quota quota, StoreState store, Function<Plan.Quota, QuotaLease> leases, UsedQuotas used,
			long now) {
		this.quota = quota;
		this.store = store;
		this.leases = leases;
		this.used = used;
		this.current = leases.apply(quota);
		this.begun = now;
	}

	boolean isPer(Plan.Period period) {
		return this.quota.period() == period;
	}

	/** Goes on with another number of requests for the same period. */
	synchronized void change(Plan.Quota quota, long now) {
		if (quota.requests() != this.quota.requests()) {
			this.quota = quota;
			this.current.change(quota.requests(), now);
		}
	}

	private QuotaLease at(long now) {
		QuotaLease lease = this.current;
		return lease.isOver(now) ? next(now) : lease;
	}

	private synchronized QuotaLease next(long now) {
		boolean another = !Days.first(this.quota.period(), this.store.time().at(now)).equals(this.current.first());
		if (this.current.isOver(now) && another) {
			this.begun = now;
			this.current = this.leases.apply(this.quota);
		}
		return this.current;
	}

	@Override
	public long takeOrAsk(long now) {
		return at(now).takeOrAsk(now);
	}

	@Override
	public long take(long now) {
		return at(now).take(now);
	}

	@Override
	public long look(long now) {
		return at(now).look(now);
	}

	/** What was taken of a period that is over is of no use any more. */
	@Override
	public synchronized void giveBack(long now, long taken) {
		if (now - this.begun >= 0) {
			this.current.giveBack(now, taken);
		}
	}

	@Override
	public long left(long now) {
		return at(now).left(now);
	}

	@Override
	public long untilFull(long now) {
		return at(now).untilFull(now);
	}

	@Override
	public boolean isWhole(long now) {
		return this.current.isWhole(now);
	}

	@Override
	public void rest() {
		this.used.remember(this.current);
	}

}
