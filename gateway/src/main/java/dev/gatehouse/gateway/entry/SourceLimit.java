package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

/**
 * Holds each source address to a rate, in the same memory however many there are. A
 * source is an IPv4 address, or an IPv6 network of 64 bits, of which all that one
 * customer of a provider has (RFC 6177: a network of 48 bits) together get sixteen times
 * as much.
 */
public final class SourceLimit {

	/** The most for each setting: what follows from them is far from overflowing. */
	private static final int MOST_PER_MINUTE = 60_000_000;

	private static final int MOST_AT_ONCE = 1_000_000;

	private static final int HOSTS = 1 << 16;

	private static final int NETWORKS = 1 << 14;

	/** In bytes: an IPv6 host has all addresses of this to choose from. */
	private static final int HOST = 8;

	private static final int NETWORK = 6;

	private static final int HOSTS_OF_A_NETWORK = 16;

	private final String detail;

	private final SourceTable hosts;

	private final SourceTable networks;

	private final LongSupplier nanoTime;

	private final long began;

	/**
	 * Creates the limit.
	 * @param policy its name in {@code RateLimit-Policy}
	 * @param detail what a refusal says
	 * @param perMinute so many steadily, of those that {@link #check} allows
	 * @param burst so many at once after a quiet time, of those as well
	 * @param seed of the hash; not to be guessed from outside
	 * @param nanoTime a monotonic clock
	 */
	public SourceLimit(String policy, String detail, int perMinute, int burst, long seed, LongSupplier nanoTime) {
		this.detail = detail;
		long interval = TimeUnit.MINUTES.toNanos(1) / perMinute;
		this.hosts = new SourceTable(policy, HOST, interval, burst, HOSTS, seed);
		this.networks = new SourceTable(policy + "-network", NETWORK, interval / HOSTS_OF_A_NETWORK,
				(long) burst * HOSTS_OF_A_NETWORK, NETWORKS, seed);
		this.nanoTime = nanoTime;
		this.began = nanoTime.getAsLong();
	}

	/**
	 * Checks the settings of a limit.
	 * @throws InvalidSetting naming the key if one is too small or too large
	 */
	public static void checkSettings(String perMinuteKey, int perMinute, String burstKey, int burst) {
		InvalidSetting.check(perMinute > 0 && perMinute <= MOST_PER_MINUTE, perMinuteKey,
				"must be from 1 to " + MOST_PER_MINUTE);
		InvalidSetting.check(burst > 0 && burst <= MOST_AT_ONCE, burstKey, "must be from 1 to " + MOST_AT_ONCE);
	}

	/**
	 * Takes one of the source's.
	 * @throws Refusal if it has had too many
	 */
	public void take(InetAddress source) {
		byte[] address = source.getAddress();
		long now = now();
		refuse(tryTake(address, now), address, now);
	}

	/**
	 * Checks whether the source has one left, and takes nothing.
	 * @throws Refusal if it has had too many
	 */
	public void check(InetAddress source) {
		byte[] address = source.getAddress();
		long now = now();
		refuse(this.hosts.isEmpty(address, now) ? this.hosts : emptyNetwork(address, now), address, now);
	}

	/** Takes one of the source's if there is one left. */
	public void count(InetAddress source) {
		tryTake(source.getAddress(), now());
	}

	/** Returns what is empty, or null if one was taken. */
	private @Nullable SourceTable tryTake(byte[] address, long now) {
		SourceTable network = emptyNetwork(address, now);
		if (network != null) {
			return network;
		}
		if (!this.hosts.take(address, now)) {
			return this.hosts;
		}
		return (isNetworked(address) && !this.networks.take(address, now)) ? this.networks : null;
	}

	private @Nullable SourceTable emptyNetwork(byte[] address, long now) {
		return (isNetworked(address) && this.networks.isEmpty(address, now)) ? this.networks : null;
	}

	/** Nobody has a choice of IPv4 addresses. */
	private static boolean isNetworked(byte[] address) {
		return address.length > HOST;
	}

	private void refuse(@Nullable SourceTable empty, byte[] address, long now) {
		if (empty != null) {
			throw empty.refusal(this.detail, address, now);
		}
	}

	private long now() {
		return this.nanoTime.getAsLong() - this.began;
	}

}
