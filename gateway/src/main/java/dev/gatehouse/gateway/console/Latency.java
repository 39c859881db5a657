package dev.gatehouse.gateway.console;

import dev.gatehouse.gateway.record.LatencyBuckets;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of a time that was counted in buckets, as Prometheus computes them: within a
 * bucket all are taken to lie evenly.
 */
final class Latency {

	/** The upper bounds of the buckets, in seconds. */
	static final double[] BOUNDS = LatencyBuckets.seconds();

	private Latency() {
	}

	/** Returns the place of a bound, or -1 if it is none. */
	static int place(double seconds) {
		for (int i = 0; i < BOUNDS.length; i++) {
			if (Math.abs(BOUNDS[i] - seconds) < 1e-9) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Returns a quantile in milliseconds.
	 * @param numbers how many there were, and then how many up to each bound
	 * @return null if there were none; the last bound if it lies beyond that
	 */
	static @Nullable Double millis(double[] numbers, double quantile) {
		double rank = quantile * numbers[0];
		if (rank <= 0) {
			return null;
		}
		double below = 0;
		double from = 0;
		for (int i = 0; i < BOUNDS.length; i++) {
			double upTo = numbers[1 + i];
			if (upTo >= rank && upTo > below) {
				return 1000 * (from + (BOUNDS[i] - from) * (rank - below) / (upTo - below));
			}
			below = upTo;
			from = BOUNDS[i];
		}
		return 1000 * from;
	}

}
