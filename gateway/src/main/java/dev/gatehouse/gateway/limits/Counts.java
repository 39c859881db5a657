package dev.gatehouse.gateway.limits;

import java.util.concurrent.CompletableFuture;

import dev.gatehouse.gateway.partner.Plan;

/** Where requests are counted. */
interface Counts extends AutoCloseable {

	/** Begins to count requests against a rate. */
	Count rate(String owner, Plan.Rate rate, long burst, long now);

	/** Begins to count requests against a quota. */
	Count quota(String owner, Plan.Quota quota, long now);

	/** Returns how many nodes share the limits. */
	int nodes();

	/**
	 * Returns what ends when what was asked is answered, and in any case within some
	 * milliseconds.
	 */
	CompletableFuture<Void> awaitNews();

	@Override
	void close();

}
