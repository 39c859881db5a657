package dev.gatehouse.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/**
 * What one run measured, overall and in windows of equal length. Belongs to one thread.
 */
final class Measured {

	private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

	private final Histogram latency = histogram();

	private final Histogram lateness = histogram();

	private final List<Histogram> windows = new ArrayList<>();

	private final long start;

	private final long window;

	private long failed;

	/**
	 * Begins with nothing.
	 * @param start when the first request is due
	 * @param window the length of a window, in nanoseconds
	 */
	Measured(long start, long window) {
		this.start = start;
		this.window = window;
	}

	private static Histogram histogram() {
		return new Histogram(1000, LONGEST, 3);
	}

	/**
	 * Counts a request that was sent so long after it was due although a connection was
	 * free: the generator's own fault.
	 */
	void sent(long due, long now) {
		this.lateness.recordValue(within(now - due));
	}

	/** Counts a good answer. It belongs to the window in which its request was due. */
	void answered(long due, long now) {
		long nanos = within(now - due);
		this.latency.recordValue(nanos);
		int index = (int) ((due - this.start) / this.window);
		while (this.windows.size() <= index) {
			this.windows.add(histogram());
		}
		this.windows.get(index).recordValue(nanos);
	}

	/** Counts an answer that is none, or not a good one. */
	void failed() {
		this.failed++;
	}

	long failures() {
		return this.failed;
	}

	private static long within(long nanos) {
		return Math.clamp(nanos, 0, LONGEST);
	}

	Histogram latency() {
		return this.latency;
	}

	/** Returns all of it as JSON, times in milliseconds. */
	String json() {
		List<String> parts = new ArrayList<>();
		for (Histogram part : this.windows) {
			parts.add("{" + summary(part) + "}");
		}
		return String.format(Locale.ROOT, "{%s,\"failed\":%d,\"late_p99_ms\":%.4f,\"windows\":[%s]}",
				summary(this.latency), this.failed, millis(this.lateness.getValueAtPercentile(99)),
				String.join(",", parts));
	}

	private static String summary(Histogram of) {
		return String.format(Locale.ROOT,
				"\"answered\":%d,\"p50_ms\":%.4f,\"p99_ms\":%.4f,\"p999_ms\":%.4f,\"max_ms\":%.4f", of.getTotalCount(),
				millis(of.getValueAtPercentile(50)), millis(of.getValueAtPercentile(99)),
				millis(of.getValueAtPercentile(99.9)), millis(of.getMaxValue()));
	}

	private static double millis(long nanos) {
		return nanos / 1e6;
	}

}
