package dev.gatehouse.gateway.limits;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.gatehouse.gateway.partner.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Counts on this node alone, exactly. What is used of a quota is known until its period
 * ends; of a partner that is quiet nothing else stays, as nobody else knows it.
 */
final class LocalCounts implements Counts {

	private final ConcurrentMap<String, QuotaCount> restingDays = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, QuotaCount> restingMonths = new ConcurrentHashMap<>();

	private final InstantSource clock;

	LocalCounts(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public Count rate(String owner, Plan.Rate rate, long burst, @Nullable Count before, long now) {
		Pace pace = Pace.of(rate, burst);
		if (before instanceof RateLimit known) {
			known.change(pace, now);
			return known;
		}
		return new RateLimit(pace, now);
	}

	@Override
	public Count quota(String owner, Plan.Quota quota, @Nullable Count before, long now) {
		QuotaCount known = (before instanceof QuotaCount count && count.isPer(quota.period())) ? count
				: resting(quota.period()).remove(owner);
		if (known != null) {
			known.change(quota);
			return known;
		}
		return new QuotaCount(quota, this.clock, (count) -> resting(quota.period()).put(owner, count));
	}

	private ConcurrentMap<String, QuotaCount> resting(Plan.Period period) {
		return (period == Plan.Period.DAY) ? this.restingDays : this.restingMonths;
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
	public void sweep() {
		this.restingDays.values().removeIf(QuotaCount::isOver);
		this.restingMonths.values().removeIf(QuotaCount::isOver);
	}

	/** Returns how many quotas of quiet partners are kept. */
	int resting() {
		return this.restingDays.size() + this.restingMonths.size();
	}

	@Override
	public void close() {
		// Nothing is held.
	}

}
