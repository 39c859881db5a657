package dev.gatehouse.gateway.console;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What several meters have counted together, and the parts of it. */
final class Sum {

	private final double[] numbers = new double[1 + Latency.BOUNDS.length];

	private final Map<String, Double> parts = new HashMap<>();

	void add(String part, double[] numbers) {
		Totals.add(this.numbers, numbers);
		this.parts.merge(part, numbers[0], Double::sum);
	}

	double all() {
		return this.numbers[0];
	}

	double of(String part) {
		return this.parts.getOrDefault(part, 0.0);
	}

	/** Returns the largest part. */
	Map.Entry<String, Double> most() {
		return this.parts.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(Map.entry("", 0.0));
	}

	/** Returns a quantile in milliseconds, if these are buckets of {@link Latency}. */
	@Nullable Double millis(double quantile) {
		return Latency.millis(this.numbers, quantile);
	}

}
