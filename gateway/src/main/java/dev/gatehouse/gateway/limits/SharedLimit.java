package dev.gatehouse.gateway.limits;

/**
 * A limit that all nodes share, as one of them knows it: what a rate and a quota must
 * each say for themselves, so that a lease of either can be taken and exchanged.
 */
abstract class SharedLimit implements Count {

	private final String id;

	private final String key;

	private volatile Terms terms;

	/**
	 * Begins to know it.
	 * @param id of this node's lease
	 * @param key of the limit in the store
	 */
	SharedLimit(String id, String key, Terms terms) {
		this.id = id;
		this.key = key;
		this.terms = terms;
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

	/** Goes on by other terms. */
	void change(Terms terms, long now) {
		this.terms = terms;
	}

	/** Returns whether nothing of it is worth telling any more. */
	abstract boolean isOver(long now);

	/** Returns how long the store should keep the limit, if it cannot tell itself. */
	abstract long keptMillis(long now);

	/**
	 * Learns where the limit stands.
	 * @param borrowed taken of this node's share since the report that was answered
	 */
	abstract void known(long value, StoreTime time, long borrowed, int nodes);

	/** Returns the nanoseconds until the store would have one, as far as is known. */
	abstract long untilKnown(long now);

	/** Takes one of this node's share. Returns 0, or the nanoseconds to wait. */
	abstract long takeShare(long now, int nodes);

	/** Gives one back to this node's share. */
	abstract void giveShareBack(int nodes);

	/** Returns what {@link #takeShare} would return, and takes nothing. */
	abstract long lookAtShare(long now, int nodes);

	/** Returns how many may be held ahead of demand, so that others find some. */
	abstract long longestHold(int nodes);

	/** Returns how far the limit moved by what was used, with and without a lease. */
	abstract long moved(long used, long borrowed, long now, int nodes);

	/** Returns how far a rate moved by what was used without a lease. */
	abstract long debtMicros(long borrowed, long now, int nodes);

}
