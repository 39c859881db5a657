package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;

/**
 * A rate with its burst as times, in nanoseconds.
 *
 * @param interval between two requests
 * @param window in which the whole burst comes back
 * @param burst requests at once after a quiet time
 */
record Pace(long interval, long window, long burst) {

	/** A burst that takes a century to come back is as good as any larger one. */
	private static final long LONGEST_WINDOW = TimeUnit.DAYS.toNanos(36525);

	static Pace of(Plan.Rate rate, long burst) {
		long interval = Math.max(1, rate.nanos() / rate.requests());
		return new Pace(interval, (burst < LONGEST_WINDOW / interval) ? interval * burst : LONGEST_WINDOW, burst);
	}

	/**
	 * Returns how long a bucket takes to be full at this pace that is as full as one at
	 * another pace, for which that takes so long.
	 */
	long untilFull(long untilFull, Pace other) {
		return Math.round((double) Math.max(0, untilFull) / other.window * this.window);
	}

}
