package dev.gatehouse.benchmarks.load;

import java.util.concurrent.TimeUnit;

/**
 * When each request of a rate is due, whatever became of those before it. The rate is
 * constant, or rises to that evenly, as a balancer begins with a server that is new.
 * Latency counts from here: a request that had to wait for a slow one has waited (Gil
 * Tene's "coordinated omission" is to forget that).
 *
 * @param start when the first request is due, by {@link System#nanoTime}
 * @param rate requests a second
 * @param rise seconds in which it is reached; 0: from the start
 */
record Schedule(long start, double rate, double rise) {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	Schedule {
		if (rate <= 0 || rise < 0) {
			throw new IllegalArgumentException("the rate must be above zero, and its rise not below");
		}
	}

	/** Returns when the request of this number, from 0 on, is due. */
	long due(long number) {
		double risen = within(this.rise);
		if (number < risen) {
			return this.start + Math.round(Math.sqrt(2 * number * this.rise / this.rate) * SECOND);
		}
		return this.start + Math.round((this.rise + (number - risen) / this.rate) * SECOND);
	}

	/** Returns how many requests are due within so many seconds. */
	long within(double seconds) {
		double rising = Math.min(seconds, this.rise);
		double risen = (this.rise > 0) ? rising * rising * this.rate / (2 * this.rise) : 0;
		return Math.round(risen + (seconds - rising) * this.rate);
	}

}
