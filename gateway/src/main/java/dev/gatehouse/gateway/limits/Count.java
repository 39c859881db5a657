package dev.gatehouse.gateway.limits;

/**
 * So many requests, of which each takes one. Times are nanoseconds of a monotonic clock
 * that may start anywhere.
 */
interface Count {

	/** It is not known here whether there is one left: the store is being asked. */
	long ASK = -1;

	/**
	 * Takes one request as {@link #take} does, or returns {@link #ASK} and has taken
	 * nothing.
	 */
	default long takeOrAsk(long now) {
		return take(now);
	}

	/**
	 * Takes one request if there is one left. Returns 0, or the nanoseconds until there
	 * will be.
	 */
	long take(long now);

	/** Returns what {@link #take} would return, and takes nothing. */
	long look(long now);

	/** Gives a request back that was taken and not used. */
	void giveBack();

	/** Returns how many requests are left at once. */
	long left(long now);

	/** Returns the nanoseconds until all of them are there again. */
	long untilFull(long now);

	/** Returns whether nothing would be forgotten with this count. */
	boolean isWhole(long now);

}
