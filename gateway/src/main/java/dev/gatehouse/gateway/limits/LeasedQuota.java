package dev.gatehouse.gateway.limits;

import java.util.function.Supplier;

import dev.gatehouse.gateway.partner.Plan;

/** A quota that all nodes share: a lease per period, each at its time. */
final class LeasedQuota implements Count {

	private final Plan.Period period;

	private final StoreState store;

	private final Supplier<QuotaLease> leases;

	private volatile QuotaLease current;

	/**
	 * Begins with the present period.
	 * @param leases begins a lease of the period that it is now
	 */
	LeasedQuota(Plan.Period period, StoreState store, Supplier<QuotaLease> leases) {
		this.period = period;
		this.store = store;
		this.leases = leases;
		this.current = leases.get();
	}

	private QuotaLease at(long now) {
		QuotaLease lease = this.current;
		return lease.isOver(now) ? next(now) : lease;
	}

	private synchronized QuotaLease next(long now) {
		boolean another = !Days.first(this.period, this.store.time().at(now)).equals(this.current.first());
		if (this.current.isOver(now) && another) {
			this.current = this.leases.get();
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

	@Override
	public void giveBack() {
		this.current.giveBack();
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

}
