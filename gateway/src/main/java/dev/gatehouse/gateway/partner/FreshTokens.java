package dev.gatehouse.gateway.partner;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * How many tokens each partner brought for the first time in the last minute. Who fetches
 * one for every call costs the issuer and the gateway a signature each time, and is seen
 * here.
 */
final class FreshTokens {

	/** A token is good for minutes: a dozen processes of a partner need no more. */
	static final int MANY = 20;

	private static final String FRESH = "gatehouse.partner.fresh.tokens";

	private final ConcurrentMap<String, Minute> partners = new ConcurrentHashMap<>();

	private final MeterRegistry meters;

	private final LongSupplier nanoTime;

	FreshTokens(MeterRegistry meters, LongSupplier nanoTime) {
		this.meters = meters;
		this.nanoTime = nanoTime;
	}

	/** Counts a token of a client, unless that is not registered, or not any more. */
	void count(String client, String token, Predicate<String> isRegistered) {
		if (!isRegistered.test(client)) {
			return;
		}
		count(client, token);
		if (!isRegistered.test(client)) {
			// It left meanwhile, and what was to end its series found none.
			forget(client);
		}
	}

	/** Counts a token of a registered partner, unless it is one of the latest. */
	void count(String client, String token) {
		this.partners.computeIfAbsent(client, this::begin).count(token.hashCode(), this.nanoTime.getAsLong());
	}

	/** Returns the number of the last 60 seconds, about. */
	long perMinute(String client) {
		Minute minute = this.partners.get(client);
		return (minute != null) ? minute.value(this.nanoTime.getAsLong()) : 0;
	}

	/** Ends the partner's series. */
	void forget(String client) {
		if (this.partners.remove(client) != null) {
			this.meters.find(FRESH).tag("client", client).meters().forEach(this.meters::remove);
		}
	}

	private Minute begin(String client) {
		Minute minute = new Minute(this.nanoTime.getAsLong());
		Gauge.builder(FRESH, minute, (value) -> value.value(this.nanoTime.getAsLong()))
			.description("Tokens that were seen for the first time in the last minute")
			.tag("client", client)
			.register(this.meters);
		return minute;
	}

	/**
	 * Two minutes: the one that runs, and the one before, of which a part still counts.
	 */
	private static final class Minute {

		private static final long LENGTH = TimeUnit.MINUTES.toNanos(1);

		/**
		 * Above {@link FreshTokens#MANY}: so many different ones are too many in any
		 * case.
		 */
		private static final int LATEST = 32;

		private long began;

		private long running;

		private long before;

		/** Many requests may bring the same token while it is verified for the first. */
		private final int[] latest = new int[LATEST];

		private int seen;

		Minute(long now) {
			this.began = now;
		}

		synchronized void count(int token, long now) {
			for (int i = 0; i < Math.min(this.seen, LATEST); i++) {
				if (this.latest[i] == token) {
					return;
				}
			}
			this.latest[this.seen % LATEST] = token;
			this.seen = (this.seen + 1 < 2 * LATEST) ? this.seen + 1 : LATEST;
			turn(now);
			this.running++;
		}

		synchronized long value(long now) {
			turn(now);
			return this.running + Math.round(this.before * (1.0 - (double) (now - this.began) / LENGTH));
		}

		private void turn(long now) {
			long minutes = (now - this.began) / LENGTH;
			if (minutes > 0) {
				this.before = (minutes == 1) ? this.running : 0;
				this.running = 0;
				this.began += minutes * LENGTH;
			}
		}

	}

}
