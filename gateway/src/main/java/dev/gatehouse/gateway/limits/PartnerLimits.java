package dev.gatehouse.gateway.limits;

import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.gateway.partner.Plan;

/** The limits of one partner under one plan, with what is used of them. */
final class PartnerLimits {

	private final Plan plan;

	private final PlanLimits own;

	private final AppliedLimits everywhere;

	private final Map<String, AppliedLimits> apis = new HashMap<>();

	/**
	 * Begins to count.
	 * @param client whose requests are counted
	 */
	PartnerLimits(String client, Plan plan, Counts counts, long now) {
		this.plan = plan;
		this.own = PlanLimits.of(plan, client, counts, now);
		this.everywhere = PlanLimits.together(this.own);
		plan.apis()
			.forEach((api, part) -> this.apis.put(api,
					PlanLimits.together(this.own, PlanLimits.of(part, client + ":" + api, counts, now))));
	}

	boolean isUnder(Plan plan) {
		return this.plan == plan || this.plan.equals(plan);
	}

	/** Returns what holds for requests to an API. */
	AppliedLimits of(String api) {
		AppliedLimits special = this.apis.isEmpty() ? null : this.apis.get(api);
		return (special != null) ? special : this.everywhere;
	}

	/** Returns what is left of the plan. */
	Standing standing(long now) {
		return this.own.standing(now);
	}

	/** Returns whether nothing is taken, so that nothing would be forgotten. */
	boolean areWhole(long now) {
		return this.everywhere.areWhole(now) && this.apis.values().stream().allMatch((limits) -> limits.areWhole(now));
	}

}
