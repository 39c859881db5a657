package dev.gatehouse.benchmarks.load;

import java.util.concurrent.TimeUnit;

/**
 * When each request of a constant rate is due, whatever became of those before it.
 * Latency counts from here: a request that had to wait for a slow one has waited (Gil
 * Tene's "coordinated omission" is to forget that).
 *
 * @param start when the first request is due, by {@link System#nanoTime}
 * @param rate requests a second
 */
record Schedule(long start, double rate) {

	Schedule {
		if (rate <= 0) {
			throw new IllegalArgumentException("the rate must be above zero");
		}
	}

	/** Returns when the request of this number, from 0 on, is due. */
	long due(long number) {
		return this.start + Math.round(number * (TimeUnit.SECONDS.toNanos(1) / this.rate));
	}

	/** Returns how many requests are due within so many seconds. */
	long within(double seconds) {
		return Math.round(seconds * this.rate);
	}

}
