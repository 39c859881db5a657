package dev.gatehouse.gateway.entry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/*
 * A table of fixed size, each place the one number of the generic cell rate algorithm: the time at which the burst is whole
 * again. A source always finds the same place, by a hash that is seeded at the start. Nothing is ever put out of the table,
 * so nobody can push his own count out by coming from many addresses; two sources that share a place share its rate.
 */

/**
 * Holds all addresses that begin alike to a rate, in the same memory however many there
 * are. Times are nanoseconds from zero on.
 */
final class SourceTable {

	private final String policy;

	private final int length;

	private final long interval;

	private final long burst;

	private final long seed;

	private final AtomicLongArray full;

	/**
	 * Creates the table.
	 * @param policy its name in {@code RateLimit-Policy}
	 * @param length how many bytes of an address count
	 * @param interval nanoseconds between two, steadily
	 * @param burst so many at once after a quiet time
	 * @param places how many sources are told apart; a power of two
	 */
	SourceTable(String policy, int length, long interval, long burst, int places, long seed) {
		this.policy = policy;
		this.length = length;
		this.interval = interval;
		this.burst = burst;
		this.seed = seed;
		this.full = new AtomicLongArray(places);
	}

	/** Takes one if there is one left, and returns whether there was. */
	boolean take(byte[] address, long now) {
		int place = place(address);
		while (true) {
			long state = this.full.get(place);
			if (isTooFar(state, now)) {
				return false;
			}
			if (this.full.compareAndSet(place, state, next(state, now))) {
				return true;
			}
		}
	}

	boolean isEmpty(byte[] address, long now) {
		return isTooFar(this.full.get(place(address)), now);
	}

	private boolean isTooFar(long state, long now) {
		return next(state, now) - now > this.interval * this.burst;
	}

	private long next(long state, long now) {
		return Math.max(state, now) + this.interval;
	}

	private int place(byte[] address) {
		return place(address, this.length, this.seed, this.full.length());
	}

	/** Returns the place of a source in a table of so many, a power of two. */
	static int place(byte[] address, int length, long seed, int places) {
		long hash = seed;
		for (int i = 0; i < Math.min(address.length, length); i++) {
			hash = (hash ^ (address[i] & 0xff)) * 0x9E3779B97F4A7C15L;
			hash ^= hash >>> 29;
		}
		return (int) (hash & (places - 1));
	}

	Refusal refusal(String detail, byte[] address, long now) {
		long window = this.interval * this.burst;
		long untilFull = Math.max(0, this.full.get(place(address)) - now);
		return Refusal.of(Problem.RATE_LIMITED, detail)
			.with("limit", this.burst)
			.with("reset", seconds(untilFull))
			.retryAfter(seconds(Math.max(0, untilFull + this.interval - window)))
			.header("RateLimit-Policy", "\"" + this.policy + "\";q=" + this.burst + ";w=" + seconds(window))
			.header("RateLimit", "\"" + this.policy + "\";r=0;t=" + seconds(untilFull));
	}

	private static long seconds(long nanos) {
		return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
	}

}
