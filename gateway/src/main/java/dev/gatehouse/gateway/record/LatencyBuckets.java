package dev.gatehouse.gateway.record;

import java.time.Duration;
import java.util.Arrays;

/** The upper bounds of the buckets of {@code gatehouse_requests_seconds}, ascending. */
public final class LatencyBuckets {

	private static final long[] MICROS = { 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
			1_000_000, 2_500_000, 5_000_000, 10_000_000 };

	private LatencyBuckets() {
	}

	/** Returns them as times. */
	public static Duration[] times() {
		return Arrays.stream(MICROS).mapToObj((micros) -> Duration.ofNanos(1000 * micros)).toArray(Duration[]::new);
	}

	/** Returns them in seconds. */
	public static double[] seconds() {
		return Arrays.stream(MICROS).mapToDouble((micros) -> micros / 1e6).toArray();
	}

}
