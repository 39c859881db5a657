package dev.gatehouse.gateway.limits;

/**
 * So many requests, of which each takes one. Times are nanoseconds of a monotonic clock
 * that may start anywhere.
 */
interface Count {

	/** It is not known here whether there is one left: the store is being asked. */
	long ASK = -1;

	/** One is taken, of this node's share: the store could not be asked. */
	long OF_SHARE = -2;

	/**
	 * Takes one request as {@link #take} does, or returns {@link #ASK} and has taken
	 * nothing.
	 */
	default long takeOrAsk(long now) {
		return take(now);
	}

	/**
	 * Takes one request if there is one left. Returns 0 or {@link #OF_SHARE}, or the
	 * nanoseconds until there will be one.
	 */
	long take(long now);

	/** Returns 0 if {@link #take} would take one, or the nanoseconds. Takes nothing. */
	long look(long now);

	/**
	 * Gives a request back that was taken and not used.
	 * @param now when it was taken
	 * @param taken what {@link #take} returned then
	 */
	void giveBack(long now, long taken);

	/** Returns how many requests are left at once. */
	long left(long now);

	/** Returns the nanoseconds until all of them are there again. */
	long untilFull(long now);

	/** Returns whether nothing is lost if this is forgotten now. */
	boolean isWhole(long now);

	/** Learns that nobody is about to use it. */
	default void rest() {
		// Most counts that nobody uses need not be known.
	}

}
