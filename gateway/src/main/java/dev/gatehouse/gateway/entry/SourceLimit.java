package dev.gatehouse.gateway.entry;

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
 * Holds each source address to a rate, in the same memory however many there are. A
 * source is an IPv4 address, or an IPv6 network of 64 bits.
 */
public final class SourceLimit {

	static final int PLACES = 1 << 14;

	/** An IPv6 host has a network of 64 bits to choose its addresses from. */
	private static final int BYTES_OF_A_SOURCE = 8;

	private final AtomicLongArray full = new AtomicLongArray(PLACES);

	private final String policy;

	private final String detail;

	private final long interval;

	private final long tolerance;

	private final long seed;

	private final LongSupplier nanoTime;

	private final long began;

	/**
	 * Creates the limit.
	 * @param policy its name in {@code RateLimit-Policy}
	 * @param detail what a refusal says
	 * @param perMinute so many steadily; above zero
	 * @param burst so many at once after a quiet time; above zero
	 * @param seed of the hash; not to be guessed from outside
	 * @param nanoTime a monotonic clock
	 */
	public SourceLimit(String policy, String detail, int perMinute, int burst, long seed, LongSupplier nanoTime) {
		this.policy = policy;
		this.detail = detail;
		this.interval = TimeUnit.MINUTES.toNanos(1) / perMinute;
		this.tolerance = this.interval * burst;
		this.seed = seed;
		this.nanoTime = nanoTime;
		this.began = nanoTime.getAsLong();
	}

	/**
	 * Takes one of the source's.
	 * @throws Refusal if it has had too many
	 */
	public void take(InetAddress source) {
		long wait = tryTake(source);
		if (wait > 0) {
			throw refusal(source, wait);
		}
	}

	/**
	 * Checks whether the source has one left, and takes nothing.
	 * @throws Refusal if it has had too many
	 */
	public void check(InetAddress source) {
		long now = now();
		long wait = Math.max(this.full.get(place(source, this.seed)), now) + this.interval - now - this.tolerance;
		if (wait > 0) {
			throw refusal(source, wait);
		}
	}

	/** Takes one of the source's if there is one left. */
	public void count(InetAddress source) {
		tryTake(source);
	}

	/** Returns 0 if one was taken, or the nanoseconds until there is one. */
	private long tryTake(InetAddress source) {
		int place = place(source, this.seed);
		long now = now();
		while (true) {
			long state = this.full.get(place);
			long next = Math.max(state, now) + this.interval;
			if (next - now > this.tolerance) {
				return next - now - this.tolerance;
			}
			if (this.full.compareAndSet(place, state, next)) {
				return 0;
			}
		}
	}

	private long now() {
		return this.nanoTime.getAsLong() - this.began;
	}

	/** Returns the place of a source in a table of {@link #PLACES}. */
	static int place(InetAddress source, long seed) {
		byte[] address = source.getAddress();
		long hash = seed;
		for (int i = 0; i < Math.min(address.length, BYTES_OF_A_SOURCE); i++) {
			hash = (hash ^ (address[i] & 0xff)) * 0x9E3779B97F4A7C15L;
			hash ^= hash >>> 29;
		}
		return (int) (hash & (PLACES - 1));
	}

	private Refusal refusal(InetAddress source, long wait) {
		long burst = this.tolerance / this.interval;
		long untilFull = Math.max(0, this.full.get(place(source, this.seed)) - now());
		return Refusal.of(Problem.RATE_LIMITED, this.detail)
			.with("limit", burst)
			.with("reset", seconds(untilFull))
			.retryAfter(seconds(wait))
			.header("RateLimit-Policy", "\"" + this.policy + "\";q=" + burst + ";w=" + seconds(this.tolerance))
			.header("RateLimit", "\"" + this.policy + "\";r=0;t=" + seconds(untilFull));
	}

	private static long seconds(long nanos) {
		return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
	}

}
