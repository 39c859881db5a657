package dev.gatehouse.gateway.limits;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import dev.gatehouse.gateway.partner.Plan;

/** Counts on this node alone, exactly. */
final class LocalCounts implements Counts {

	private final InstantSource clock;

	LocalCounts(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public Count rate(String owner, Plan.Rate rate, long burst, long now) {
		return new RateLimit(rate, burst, now);
	}

	@Override
	public Count quota(String owner, Plan.Quota quota, long now) {
		return new QuotaCount(quota, this.clock);
	}

	@Override
	public int nodes() {
		return 1;
	}

	@Override
	public CompletableFuture<Void> awaitNews() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void close() {
		// Nothing is held.
	}

}
