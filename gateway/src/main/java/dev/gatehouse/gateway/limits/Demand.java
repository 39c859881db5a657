package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;

/**
 * How many requests a node will need soon, by how many it lately had. Belongs to the
 * thread that exchanges.
 */
final class Demand {

	/** A lease is for so long. */
	private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(500);

	/** What was longer ago hardly counts. */
	private static final long MEMORY = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);

	private double perNano;

	private long last;

	private long used;

	Demand(long now) {
		this.last = now;
	}

	/**
	 * Returns how many requests to hold.
	 * @param used all so far
	 * @param missing requests that had to wait or go away since the last time
	 * @param longest how many may be held beside them
	 */
	long hold(long now, long used, int missing, long longest) {
		long elapsed = Math.max(SHORTEST, now - this.last);
		double latest = (double) (Math.max(0, used - this.used) + missing) / elapsed;
		double weight = Math.min(1, (double) elapsed / MEMORY);
		this.perNano += (latest - this.perNano) * weight;
		this.last = now;
		this.used = used;
		return missing + Math.min(longest, (long) Math.ceil(this.perNano * AHEAD - 0.01));
	}

}
