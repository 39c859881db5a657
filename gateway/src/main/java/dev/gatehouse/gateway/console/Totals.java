package dev.gatehouse.gateway.console;

import java.util.List;

/**
 * All requests until a moment.
 *
 * @param nanos the moment, of a monotonic clock
 * @param outcomes how many of each {@link #OUTCOMES}
 * @param buckets how many there were, and how many up to each bound of {@link Latency}
 */
record Totals(long nanos, double[] outcomes, double[] buckets) {

	static final List<String> OUTCOMES = List.of("allowed", "refused", "failed", "aborted");

	static Totals of(Tracks tracks, long nanos) {
		double[] outcomes = new double[OUTCOMES.size()];
		double[] buckets = new double[1 + Latency.BOUNDS.length];
		for (Track track : tracks.of(Tracks.REQUESTS)) {
			double[] numbers = track.now();
			int outcome = OUTCOMES.indexOf(track.tag("outcome"));
			if (outcome >= 0) {
				outcomes[outcome] += numbers[0];
			}
			add(buckets, numbers);
		}
		return new Totals(nanos, outcomes, buckets);
	}

	/** Adds to the sum. */
	static void add(double[] sum, double[] numbers) {
		for (int i = 0; i < sum.length && i < numbers.length; i++) {
			sum[i] += numbers[i];
		}
	}

	/** Returns what happened from those until these. */
	Point since(Totals before) {
		double seconds = Math.max(1e-3, (this.nanos - before.nanos) / 1e9);
		double[] rates = new double[this.outcomes.length];
		for (int i = 0; i < rates.length; i++) {
			rates[i] = Math.max(0, this.outcomes[i] - before.outcomes[i]) / seconds;
		}
		double[] grown = new double[this.buckets.length];
		for (int i = 0; i < grown.length; i++) {
			grown[i] = Math.max(0, this.buckets[i] - before.buckets[i]);
		}
		return new Point(rates, Latency.millis(grown, 0.5), Latency.millis(grown, 0.95), Latency.millis(grown, 0.99));
	}

}
