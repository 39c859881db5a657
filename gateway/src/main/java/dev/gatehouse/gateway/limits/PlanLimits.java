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
	 * Begins to count, or goes on with what was counted under another plan.
	 * @param owner whose requests are counted
	 */
	static PlanLimits of(Plan plan, String owner, Counts counts, @Nullable PlanLimits before, long now) {
		return new PlanLimits(plan, rate(plan, owner, counts, (before != null) ? before.rate : null, now),
				quota(plan, owner, counts, (before != null) ? before.quota : null, now),
				(plan.concurrency() != null) ? new Places(plan.name(), plan.concurrency(), counts::nodes,
						(before != null) ? before.places : null) : null);
	}

	private static @Nullable CountedLimit rate(Plan plan, String owner, Counts counts, @Nullable CountedLimit before,
			long now) {
		Plan.Rate rate = plan.rate();
		return (rate != null)
				? CountedLimit.rate(plan, rate, counts.rate(owner, rate, plan.burst(), count(before), now)) : null;
	}

	private static @Nullable CountedLimit quota(Plan plan, String owner, Counts counts, @Nullable CountedLimit before,
			long now) {
		Plan.Quota quota = plan.quota();
		return (quota != null) ? CountedLimit.quota(plan, quota, counts.quota(owner, quota, count(before), now)) : null;
	}

	private static @Nullable Count count(@Nullable CountedLimit limit) {
		return (limit != null) ? limit.count() : null;
	}

	/** Has all counts rest that others do not go on with. */
	void rest(@Nullable PlanLimits others) {
		if (this.quota != null && (others == null || count(others.quota) != this.quota.count())) {
			this.quota.count().rest();
		}
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
