package dev.gatehouse.gateway.limits;

import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.gateway.partner.Plan;
import org.jspecify.annotations.Nullable;

/** The limits of one partner under one plan, with what is used of them. */
final class PartnerLimits {

	private final Plan plan;

	private final PlanLimits own;

	private final AppliedLimits everywhere;

	private final Map<String, Part> apis = new HashMap<>();

	/**
	 * What holds for one API.
	 *
	 * @param limits that the plan has for it
	 * @param together those and the plan's own
	 */
	private record Part(PlanLimits limits, AppliedLimits together) {
	}

	/**
	 * Begins to count, or goes on with what is used: another plan refills nothing.
	 * @param client whose requests are counted
	 * @param before the limits under another plan, which are no longer used; null: none
	 */
	PartnerLimits(String client, Plan plan, Counts counts, @Nullable PartnerLimits before, long now) {
		this.plan = plan;
		this.own = PlanLimits.of(plan, client, counts, (before != null) ? before.own : null, now);
		this.everywhere = PlanLimits.together(this.own);
		plan.apis().forEach((api, part) -> {
			PlanLimits limits = PlanLimits.of(part, OwnedQuota.owner(client, api), counts, part(before, api), now);
			this.apis.put(api, new Part(limits, PlanLimits.together(this.own, limits)));
		});
		if (before != null) {
			before.rest(this);
		}
	}

	private static @Nullable PlanLimits part(@Nullable PartnerLimits limits, String api) {
		Part part = (limits != null) ? limits.apis.get(api) : null;
		return (part != null) ? part.limits() : null;
	}

	boolean isUnder(Plan plan) {
		return this.plan == plan || this.plan.equals(plan);
	}

	/** Returns what holds for requests to an API. */
	AppliedLimits of(String api) {
		Part part = this.apis.isEmpty() ? null : this.apis.get(api);
		return (part != null) ? part.together() : this.everywhere;
	}

	/** Returns what is left of the plan. */
	Standing standing(long now) {
		return this.own.standing(now);
	}

	/** Returns whether nothing is lost if these are forgotten now. */
	boolean areWhole(long now) {
		return this.everywhere.areWhole(now)
				&& this.apis.values().stream().allMatch((part) -> part.together().areWhole(now));
	}

	/** They are no longer used, except by others that go on with them. */
	void rest(@Nullable PartnerLimits others) {
		this.own.rest((others != null) ? others.own : null);
		this.apis.forEach((api, part) -> part.limits().rest(part(others, api)));
	}

}
