package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/*
 * "spare" is all that a request touches: what was granted, less what was used and given back. It is below zero by what was
 * used without a lease. Totals follow from it, so that nothing is counted twice: settled = granted - spare.
 */
/**
 * This node's part of one limit that all nodes share. Requests take of it without asking
 * anybody; one thread exchanges it with the store. Without the store each node keeps to
 * its share.
 */
abstract class Lease implements Count {

	/** The store takes a lease back of which it has not heard for so long. */
	static final long LIFE = TimeUnit.SECONDS.toNanos(3);

	/** So much earlier this node no longer uses it. */
	private static final long VALID = LIFE / 2;

	/** A lease that is held is told at least so often. */
	private static final long KEPT_UP = TimeUnit.MILLISECONDS.toNanos(500);

	/** After the store had less than was wanted it is not asked for so long. */
	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);

	private final String id;

	private final String key;

	private final Terms terms;

	private final StoreState store;

	private final AtomicLong spare = new AtomicLong();

	private final AtomicLong voided = new AtomicLong();

	private final AtomicLong credit = new AtomicLong();

	private final AtomicInteger missed = new AtomicInteger();

	private final AtomicBoolean listed = new AtomicBoolean();

	private final Demand demand;

	private volatile long heard;

	private volatile long shortUntil;

	private volatile long low = -1;

	private volatile long value;

	private volatile long used;

	private volatile long born;

	private volatile long granted;

	private volatile long settledTold;

	private long returned;

	private long consumedTold;

	private long creditTold;

	private boolean pressing;

	/**
	 * How much of it may be granted: asked for, now or in an exchange that was cut off.
	 */
	private long asked;

	/**
	 * How the store counts it.
	 *
	 * @param isRate whether it fills up with time
	 * @param unit what one request takes: microseconds of a rate, or 1
	 * @param span what there is of it: microseconds of a rate, or requests
	 */
	record Terms(boolean isRate, double unit, double span) {
	}

	Lease(String id, String key, Terms terms, StoreState store, long now) {
		this.id = id;
		this.key = key;
		this.terms = terms;
		this.store = store;
		this.demand = new Demand(now);
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
	private long takeCredit(long now) {
		long wait = takeShare(now, this.store.nodes());
		if (wait > 0) {
			return wait;
		}
		long invalid = this.spare.getAndUpdate((present) -> Math.min(present, 0) - 1);
		if (invalid > 0) {
			this.voided.addAndGet(invalid);
		}
		this.credit.incrementAndGet();
		tell();
		return 0;
	}

	private void tell() {
		if (!this.listed.get() && this.listed.compareAndSet(false, true)) {
			this.store.tell(this);
		}
	}

	@Override
	public void giveBack() {
		this.spare.incrementAndGet();
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
		return this.born != 0 && (this.store.isUp() || isValid(now));
	}

	/** Returns whether nothing is held, and nothing is left to tell. */
	boolean isSettled() {
		return this.spare.get() == 0 && this.granted == this.settledTold && this.missed.get() == 0;
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
	Report report(long now, boolean leaving) {
		this.pressing = false;
		int missing = this.missed.getAndSet(0);
		if (!isValid(now)) {
			this.returned += Math.max(0, this.spare.getAndUpdate((present) -> Math.min(present, 0)));
		}
		this.returned += this.voided.getAndSet(0);
		long consumed = this.granted - this.spare.get() - this.returned;
		long hold = leaving ? 0 : this.demand.hold(now, consumed, missing, longestHold(this.store.nodes()));
		giveUpAbove(hold);
		long borrowed = this.credit.get();
		long settled = this.granted - this.spare.get();
		this.asked = Math.max(this.asked, settled + hold);
		long used = Math.max(0, settled - this.returned - this.consumedTold);
		long debt = debtMicros(borrowed - this.creditTold, now, this.store.nodes());
		long moved = this.terms.isRate()
				? (long) (Math.max(0, used - borrowed + this.creditTold) * this.terms.unit()) + debt : used;
		return new Report(this, settled, this.returned, this.granted, hold, moved, borrowed, debt);
	}

	private void giveUpAbove(long hold) {
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

	/**
	 * Takes the store's answer.
	 * @param sent when the report was made
	 */
	void answered(Report report, long granted, long value, long used, long sent, StoreTime time) {
		boolean isShort = granted - report.settled() < report.hold();
		this.shortUntil = isShort ? time.nanos() + SHORT : time.nanos();
		this.low = isShort ? -1 : report.hold() / 4;
		this.value = value;
		this.used = used;
		this.consumedTold = report.settled() - report.returned();
		this.born = time.born();
		this.settledTold = report.settled();
		this.creditTold = report.credit();
		this.spare.addAndGet(granted - this.granted);
		this.granted = granted;
		known(value, time, this.credit.get() - report.credit(), this.store.nodes());
		this.heard = sent;
	}

	/** Returns whether the store may have granted so much. */
	boolean isPossible(Report report, long granted) {
		return granted >= report.settled() && granted <= Math.max(report.granted(), this.asked);
	}

	String id() {
		return this.id;
	}

	String key() {
		return this.key;
	}

	Terms terms() {
		return this.terms;
	}

	/** Returns where the limit stands, as the store last said. */
	long value() {
		return this.value;
	}

	/** Returns where it stands without what is leased and not used. */
	long used() {
		return this.used;
	}

	long born() {
		return this.born;
	}

	/** Returns what is in hand. */
	long spare() {
		return Math.max(0, this.spare.get());
	}

	/** Returns whether nobody uses it any more. */
	boolean isOver(long now) {
		return false;
	}

	/** Returns how long the store should keep the limit, if it cannot tell itself. */
	long keptMillis(long now) {
		return 0;
	}

	/**
	 * Learns where the limit stands.
	 * @param borrowed taken of this node's share since the report that was answered
	 */
	abstract void known(long value, StoreTime time, long borrowed, int nodes);

	/** Returns the nanoseconds until the store would have one, as far as is known. */
	abstract long untilKnown(long now);

	/** Takes one of this node's share. Returns 0, or the nanoseconds to wait. */
	abstract long takeShare(long now, int nodes);

	abstract long lookAtShare(long now, int nodes);

	/** Returns how many may be held ahead of demand, so that others find some. */
	abstract long longestHold(int nodes);

	abstract long debtMicros(long borrowed, long now, int nodes);

}
