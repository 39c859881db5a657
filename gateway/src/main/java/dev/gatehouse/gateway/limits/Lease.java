package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/*
 * "spare" is all that a request touches as long as the store answers. Only what is taken without it needs the lock: it moves
 * this node's share too, and a report must tell all of it or nothing.
 */
/**
 * This node's part of one limit that all nodes share. Requests take of it without asking
 * anybody; one thread exchanges it with the store. Without the store each node keeps to
 * its share.
 */
abstract class Lease extends SharedLimit {

	/** The store gives a lease up of which it has not heard for so long. */
	static final long LIFE = TimeUnit.SECONDS.toNanos(3);

	/** So much earlier this node no longer uses it. */
	private static final long VALID = LIFE / 2;

	/** A lease that is held is told at least so often. */
	private static final long KEPT_UP = TimeUnit.MILLISECONDS.toNanos(500);

	/** After the store had less than was wanted it is not asked for so long. */
	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);

	private final StoreState store;

	private final AtomicLong spare = new AtomicLong();

	private final AtomicInteger missed = new AtomicInteger();

	private final AtomicBoolean listed = new AtomicBoolean();

	private final LeaseAccount account;

	private volatile long heard;

	private volatile long shortUntil;

	private volatile long low = -1;

	private volatile boolean pressing;

	/**
	 * Begins without anything in hand.
	 * @param known where the limit stood when this node last heard of it
	 */
	Lease(String id, String key, Terms terms, UsedQuotas.Used known, StoreState store, long now) {
		super(id, key, terms);
		this.store = store;
		this.account = new LeaseAccount(this.spare, known, now);
		this.heard = now - LIFE;
		this.shortUntil = now - LIFE;
	}

	@Override
	public long takeOrAsk(long now) {
		boolean valid = isValid(now);
		if (valid && takeSpare()) {
			return 0;
		}
		if (valid && isShort(now)) {
			return miss(now);
		}
		if (this.store.isUp()) {
			this.missed.incrementAndGet();
			tell();
			return ASK;
		}
		return takeCredit(now);
	}

	@Override
	public long take(long now) {
		boolean valid = isValid(now);
		if (valid && takeSpare()) {
			return 0;
		}
		return (valid && isShort(now)) ? miss(now) : takeCredit(now);
	}

	private boolean takeSpare() {
		long present = this.spare.get();
		while (present > 0) {
			long seen = this.spare.compareAndExchange(present, present - 1);
			if (seen == present) {
				if (present <= this.low) {
					tell();
				}
				return true;
			}
			present = seen;
		}
		return false;
	}

	/** Somebody else has it, or it is all used. Who misses something makes a demand. */
	private long miss(long now) {
		this.missed.incrementAndGet();
		tell();
		return untilShared(now);
	}

	private long untilShared(long now) {
		return Math.max(1, Math.max(untilKnown(now), this.shortUntil - now));
	}

	/** Takes of this node's share, because the store cannot be asked. */
	private synchronized long takeCredit(long now) {
		long wait = takeShare(now, this.store.nodes());
		if (wait > 0) {
			return wait;
		}
		this.account.borrow();
		tell();
		return OF_SHARE;
	}

	@Override
	public void giveBack(long now, long taken) {
		if (taken == OF_SHARE) {
			giveCreditBack();
		}
		else {
			this.spare.incrementAndGet();
		}
	}

	private synchronized void giveCreditBack() {
		if (this.account.repay()) {
			giveShareBack(this.store.nodes());
		}
	}

	private void tell() {
		if (!this.listed.get() && this.listed.compareAndSet(false, true)) {
			this.store.tell(this);
		}
	}

	@Override
	public long look(long now) {
		if (isValid(now)) {
			return (this.spare.get() > 0) ? 0 : isShort(now) ? untilShared(now) : untilKnown(now);
		}
		return this.store.isUp() ? untilKnown(now) : lookAtShare(now, this.store.nodes());
	}

	private boolean isValid(long now) {
		return now - this.heard < VALID;
	}

	private boolean isShort(long now) {
		return now - this.shortUntil < 0;
	}

	/** Returns whether what is known of all nodes counts, and not this node's share. */
	boolean isKnown(long now) {
		return this.account.isKnown() && (this.store.isUp() || isValid(now));
	}

	/** Returns whether nothing is held, and nothing is left to tell. */
	boolean isSettled() {
		return this.account.isSettled() && this.missed.get() == 0;
	}

	/** Returns whether the store knows all that was used, and nothing was for so long. */
	boolean isSettledSince(long now, long nanos) {
		return this.store.isUp() && isSettled() && now - this.heard >= nanos;
	}

	/** Returns whether the store has given it up, and no request waits for it. */
	boolean isSilent(long now) {
		return now - this.heard >= LIFE && this.missed.get() == 0;
	}

	/** For the thread that exchanges: it was told of this lease. */
	void noted() {
		this.listed.set(false);
		this.pressing = true;
	}

	/** Returns whether the store should hear of it now. */
	boolean isDue(long now) {
		if (isShort(now) && isValid(now)) {
			return false;
		}
		boolean old = now - this.heard >= KEPT_UP;
		return this.pressing || this.missed.get() > 0 || (old && !isSettled());
	}

	/** Returns what the store is to be told. */
	synchronized Report report(long now, boolean leaving) {
		this.pressing = false;
		int missing = this.missed.getAndSet(0);
		int nodes = this.store.nodes();
		if (!isValid(now)) {
			this.account.giveUpAll();
		}
		long hold = leaving ? 0 : this.account.hold(now, missing, longestHold(nodes));
		this.account.giveUpAbove(hold);
		return this.account.report(this, hold, now, nodes);
	}

	/** Returns what asks the store where the limit stands, and leaves no record there. */
	synchronized Report question(long now) {
		return this.account.report(this, Report.NOTHING, now, this.store.nodes());
	}

	/**
	 * Takes the store's answer.
	 * @param sent when the report was made
	 */
	synchronized void answered(Report report, long granted, long value, long used, long sent, StoreTime time) {
		boolean isShort = granted - report.settled() < report.hold();
		this.shortUntil = isShort ? time.nanos() + SHORT : time.nanos();
		this.low = isShort ? -1 : report.hold() / 4;
		long standing = terms().converted(value, report.terms(), time.micros());
		this.account.answered(report, granted, standing, terms().converted(used, report.terms(), time.micros()));
		known(standing, time, untold(), this.store.nodes());
		this.heard = sent;
	}

	@Override
	synchronized void change(Terms terms, long now) {
		this.account.convert(terms(), terms, this.store.time().micros(now));
		super.change(terms, now);
	}

	int nodes() {
		return this.store.nodes();
	}

	/** Returns where the limit stands, as the store last said. */
	long value() {
		return this.account.value();
	}

	/** Returns where it stands without what is leased and not used. */
	long used() {
		return this.account.used();
	}

	/** Returns what was used without a lease, and the store has not yet heard of. */
	synchronized long untold() {
		return this.account.untold();
	}

	/** Returns what is in hand. */
	long spare() {
		return Math.max(0, this.spare.get());
	}

}
