package dev.gatehouse.gateway.limits;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Plan;
import org.jspecify.annotations.Nullable;

/**
 * What one plan, or its part for one API, limits for one partner.
 *
 * @param plan the plan or its part
 * @param rate null: not limited
 * @param quota null: not limited
 * @param places null: not limited
 */
record PlanLimits(Plan plan, @Nullable CountedLimit rate, @Nullable CountedLimit quota, @Nullable Places places) {

	/**
	 * Begins to count.
	 * @param owner whose requests are counted
	 */
	static PlanLimits of(Plan plan, String owner, Counts counts, long now) {
		Plan.Rate rate = plan.rate();
		Plan.Quota quota = plan.quota();
		return new PlanLimits(plan,
				(rate != null) ? CountedLimit.rate(plan, rate, counts.rate(owner, rate, plan.burst(), now)) : null,
				(quota != null) ? CountedLimit.quota(plan, quota, counts.quota(owner, quota, now)) : null,
				(plan.concurrency() != null) ? new Places(plan.name(), plan.concurrency(), counts::nodes) : null);
	}

	/** Returns these and others together. */
	static AppliedLimits together(PlanLimits... parts) {
		return new AppliedLimits(notNull(Stream.of(parts).map(PlanLimits::places)),
				notNull(Stream.of(parts).flatMap((part) -> Stream.of(part.rate, part.quota))));
	}

	private static <T> List<T> notNull(Stream<@Nullable T> values) {
		return values.<T>mapMulti((value, next) -> {
			if (value != null) {
				next.accept(value);
			}
		}).toList();
	}

	/** Returns what is left. */
	Standing standing(long now) {
		return new Standing(this.plan.name(),
				(this.rate != null) ? new Standing.Rate(this.plan.burst(), this.rate.count().left(now),
						CountedLimit.seconds(this.rate.count().untilFull(now))) : null,
				(this.quota != null) ? quotaStanding(this.quota.count(), now) : null,
				(this.places != null) ? new Standing.Places(this.places.limit(), this.places.left()) : null);
	}

	private Standing.Quota quotaStanding(Count count, long now) {
		Plan.Quota limit = Objects.requireNonNull(this.plan.quota());
		return new Standing.Quota(limit.requests(), limit.period().name().toLowerCase(Locale.ROOT), count.left(now),
				CountedLimit.seconds(count.untilFull(now)));
	}

}
