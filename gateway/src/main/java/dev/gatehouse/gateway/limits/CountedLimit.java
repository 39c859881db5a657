package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/**
 * A rate or a quota of a plan with its count, as draft-ietf-httpapi-ratelimit-headers-10
 * writes it.
 */
final class CountedLimit {

	private final String plan;

	private final Problem problem;

	private final String detail;

	private final long limit;

	private final String policy;

	private final String item;

	private final Count count;

	private CountedLimit(String plan, String name, Problem problem, String detail, long limit, long windowSeconds,
			Count count) {
		this.plan = plan;
		this.problem = problem;
		this.detail = detail;
		this.limit = limit;
		this.policy = "\"" + name + "\";q=" + limit + ";w=" + windowSeconds;
		this.item = "\"" + name + "\";r=";
		this.count = count;
	}

	/** A burst at once, then a steady rate. */
	static CountedLimit rate(Plan plan, Plan.Rate rate, Count count) {
		return new CountedLimit(plan.name(), plan.name(), Problem.RATE_LIMITED, "The plan's rate is exceeded.",
				plan.burst(), seconds(Pace.of(rate, plan.burst()).window()), count);
	}

	/** So many a calendar day or month. Two limits of one answer need two names. */
	static CountedLimit quota(Plan plan, Plan.Quota quota, Count count) {
		long days = (quota.period() == Plan.Period.DAY) ? 1 : 30;
		return new CountedLimit(plan.name(), (plan.rate() != null) ? plan.name() + "-quota" : plan.name(),
				Problem.QUOTA_EXHAUSTED, "The plan's quota is used up.", quota.requests(),
				TimeUnit.DAYS.toSeconds(days), count);
	}

	Count count() {
		return this.count;
	}

	/** Returns the member of {@code RateLimit-Policy} for this limit. */
	String policy() {
		return this.policy;
	}

	/** Adds the member of {@code RateLimit} for what is left. */
	void writeLeft(StringBuilder field, long now) {
		field.append(this.item).append(this.count.left(now)).append(";t=").append(seconds(this.count.untilFull(now)));
	}

	/**
	 * Returns the refusal of a request that comes too early.
	 * @param wait nanoseconds until one would be admitted
	 */
	Refusal refusal(long wait, long now) {
		long reset = Math.max(seconds(wait), seconds(this.count.untilFull(now)));
		return Refusal.of(this.problem, this.detail)
			.with("plan", this.plan)
			.retryAfter(seconds(wait))
			.with("limit", this.limit)
			.with("reset", reset)
			.header("RateLimit-Policy", this.policy)
			.header("RateLimit", this.item + "0;t=" + reset);
	}

	/** Whole seconds, never too few. */
	static long seconds(long nanos) {
		return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
	}

}
