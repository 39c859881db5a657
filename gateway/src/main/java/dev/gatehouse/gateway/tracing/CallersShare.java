package dev.gatehouse.gateway.tracing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How many traces callers may have followed by setting the sampled flag: so many a
 * second, and one partner at most a quarter of them, so that who sets it always neither
 * floods the collector nor takes all of it from the others. Partners are counted in a
 * table of fixed size; two in one place share its quarter.
 */
final class CallersShare {

	private static final int PARTS = 4;

	private static final int PLACES = 1024;

	/** Where all of them are counted. */
	private static final int ALL = PLACES;

	private final int most;

	private final int mostOfOne;

	private final LongSupplier nanoTime;

	/** In the upper half of each the second, in the lower half how many there were. */
	private final AtomicLongArray counts = new AtomicLongArray(PLACES + 1);

	/**
	 * @param most how many a second
	 * @param nanoTime a clock that starts anywhere
	 */
	CallersShare(int most, LongSupplier nanoTime) {
		this.most = most;
		this.mostOfOne = Math.ceilDiv(most, PARTS);
		this.nanoTime = nanoTime;
	}

	/** Takes one for a partner. Returns false if there is none left in this second. */
	boolean take(String client) {
		int second = (int) TimeUnit.NANOSECONDS.toSeconds(this.nanoTime.getAsLong());
		int place = Math.floorMod(client.hashCode(), PLACES);
		return take(place, this.mostOfOne, second) && take(ALL, this.most, second);
	}

	private boolean take(int place, int most, int second) {
		while (true) {
			long before = this.counts.get(place);
			int taken = ((int) (before >>> 32) == second) ? (int) before : 0;
			if (taken >= most) {
				return false;
			}
			if (this.counts.compareAndSet(place, before, ((long) second << 32) | (taken + 1))) {
				return true;
			}
		}
	}

}
