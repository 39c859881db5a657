package dev.gatehouse.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

/*
 * Totals follow from what is in hand, so that nothing is counted twice: settled = granted - spare.
 */
/**
 * What the store was told of a lease, and what it said. Whoever changes it holds the
 * lease's lock.
 */
final class LeaseAccount {

	/** Granted, and neither used nor given back. Below zero: used without a lease. */
	private final AtomicLong spare;

	private final Demand demand;

	private volatile boolean known;

	private volatile long value;

	private volatile long used;

	private volatile long granted;

	private volatile long settledAnswered;

	private long settledTold;

	private long returned;

	private long consumedAnswered;

	/** Used without a lease since it began. */
	private long credit;

	private long creditAnswered;

	private long largestHold;

	/**
	 * Begins with nothing in hand.
	 * @param before where the limit stood when this node last heard of it
	 */
	LeaseAccount(AtomicLong spare, UsedQuotas.Used before, long now) {
		this.spare = spare;
		this.value = before.value();
		this.used = before.requests();
		this.demand = new Demand(now);
	}

	/** One is used without a lease: then nothing that is in hand may be used any more. */
	void borrow() {
		this.returned += Math.max(0, this.spare.getAndUpdate((present) -> Math.min(present, 0) - 1));
		this.credit++;
	}

	/**
	 * One that was used without a lease is given back. Returns whether the store need not
	 * hear of it; otherwise it has, so that one is paid for and now in hand.
	 */
	boolean repay() {
		this.spare.incrementAndGet();
		if (untold() == 0) {
			return false;
		}
		this.credit--;
		return true;
	}

	/** Gives back all that is in hand: it must not be used any more. */
	void giveUpAll() {
		this.returned += Math.max(0, this.spare.getAndUpdate((present) -> Math.min(present, 0)));
	}

	/**
	 * Returns how many to hold.
	 * @param missing requests that wait for one
	 * @param longest how many may be held beside them
	 */
	long hold(long now, int missing, long longest) {
		return this.demand.hold(now, this.granted - this.spare.get() - this.returned, missing, longest);
	}

	/** Gives back what is far above so many. */
	void giveUpAbove(long hold) {
		long present = this.spare.get();
		while (present > 2 * hold) {
			long seen = this.spare.compareAndExchange(present, hold);
			if (seen == present) {
				this.returned += present - hold;
				return;
			}
			present = seen;
		}
	}

	/** Returns what the store is to be told. */
	Report report(Lease lease, long hold, long now, int nodes) {
		long settled = this.granted - this.spare.get();
		this.settledTold = Math.max(this.settledTold, settled);
		this.largestHold = Math.max(this.largestHold, hold);
		long borrowed = untold();
		long used = Math.max(0, settled - this.returned - this.consumedAnswered);
		return new Report(lease, lease.terms(), settled, this.returned, this.granted, hold, this.used, most(),
				lease.moved(Math.max(0, used - borrowed), borrowed, now, nodes), this.credit,
				lease.debtMicros(borrowed, now, nodes));
	}

	/**
	 * Who has given something back tells less than before, and the store keeps the more.
	 */
	private long most() {
		return Math.max(this.granted, this.settledTold + this.largestHold);
	}

	void answered(Report report, long granted, long value, long used) {
		this.value = value;
		this.used = used;
		this.consumedAnswered = report.settled() - report.returned();
		this.settledAnswered = report.settled();
		this.credit = Math.max(this.credit, report.credit());
		this.creditAnswered = report.credit();
		this.spare.addAndGet(granted - this.granted);
		this.granted = granted;
		this.known = true;
	}

	/** Goes on by other terms. */
	void convert(Terms from, Terms to, long nowMicros) {
		this.value = to.converted(this.value, from, nowMicros);
		this.used = to.converted(this.used, from, nowMicros);
	}

	/** Returns what was used without a lease that no answered report has told. */
	long untold() {
		return this.credit - this.creditAnswered;
	}

	/** Returns whether nothing is in hand, and nothing is left to tell. */
	boolean isSettled() {
		return this.spare.get() == 0 && this.granted == this.settledAnswered;
	}

	/** Returns whether the store has ever said anything. */
	boolean isKnown() {
		return this.known;
	}

	/** Returns where the limit stands, as the store last said. */
	long value() {
		return this.value;
	}

	/** Returns where it stands without what is leased and not used. */
	long used() {
		return this.used;
	}

}
