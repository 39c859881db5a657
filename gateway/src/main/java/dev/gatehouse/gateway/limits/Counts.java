package dev.gatehouse.gateway.limits;

import java.util.concurrent.CompletableFuture;

import dev.gatehouse.gateway.partner.Plan;
import org.jspecify.annotations.Nullable;

/** Where requests are counted. */
interface Counts extends AutoCloseable {

	/**
	 * Counts requests against a rate.
	 * @param before counted them under another plan, and goes on if it can; null: nothing
	 */
	Count rate(String owner, Plan.Rate rate, long burst, @Nullable Count before, long now);

	/**
	 * Counts requests against a quota.
	 * @param before counted them under another plan, and goes on if it can; null: nothing
	 */
	Count quota(String owner, Plan.Quota quota, @Nullable Count before, long now);

	/** Returns how many nodes share the limits. */
	int nodes();

	/**
	 * Returns what ends when what was asked is answered, and in any case within some
	 * milliseconds.
	 */
	CompletableFuture<Void> awaitNews();

	/** Forgets what need not be known any more. */
	void sweep();

	@Override
	void close();

}
