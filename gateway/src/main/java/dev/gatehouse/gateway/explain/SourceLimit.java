package dev.gatehouse.gateway.explain;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/*
 * A table of fixed size, each place the one number of the generic cell rate algorithm: the time at which the burst is whole
 * again. A source always finds the same place, by a hash that is seeded at the start. Nothing is ever put out of the table,
 * so nobody can push his own count out by coming from many addresses; two sources that share a place share its rate.
 */

/**
 * Holds each source address to a rate, in the same memory however many there are.
 */
final class SourceLimit {

	private static final int PLACES = 1 << 14;

	/** An IPv6 host has a network of 64 bits to choose its addresses from. */
	private static final int BYTES_OF_A_SOURCE = 8;

	private final AtomicLongArray full = new AtomicLongArray(PLACES);

	private final long interval;

	private final long tolerance;

	private final long seed;

	private final LongSupplier nanoTime;

	private final long began;

	SourceLimit(ExplainSettings settings, long seed, LongSupplier nanoTime) {
		this.interval = TimeUnit.MINUTES.toNanos(1) / settings.requestsPerMinute();
		this.tolerance = this.interval * settings.burst();
		this.seed = seed;
		this.nanoTime = nanoTime;
		this.began = nanoTime.getAsLong();
	}

	/**
	 * Takes one request of the source.
	 * @throws Refusal if it has had too many
	 */
	void take(InetAddress source) {
		int place = place(source);
		long now = this.nanoTime.getAsLong() - this.began;
		while (true) {
			long state = this.full.get(place);
			long next = Math.max(state, now) + this.interval;
			if (next - now > this.tolerance) {
				throw refusal(next - now - this.tolerance, state - now);
			}
			if (this.full.compareAndSet(place, state, next)) {
				return;
			}
		}
	}

	private int place(InetAddress source) {
		byte[] address = source.getAddress();
		long hash = this.seed;
		for (int i = 0; i < Math.min(address.length, BYTES_OF_A_SOURCE); i++) {
			hash = (hash ^ (address[i] & 0xff)) * 0x9E3779B97F4A7C15L;
			hash ^= hash >>> 29;
		}
		return (int) (hash & (PLACES - 1));
	}

	private Refusal refusal(long wait, long untilFull) {
		long burst = this.tolerance / this.interval;
		return Refusal.of(Problem.RATE_LIMITED, "Too much is asked to be explained to this address.")
			.with("limit", burst)
			.with("reset", seconds(untilFull))
			.retryAfter(seconds(wait))
			.header("RateLimit-Policy", "\"explain\";q=" + burst + ";w=" + seconds(this.tolerance))
			.header("RateLimit", "\"explain\";r=0;t=" + seconds(untilFull));
	}

	private static long seconds(long nanos) {
		return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
	}

}
