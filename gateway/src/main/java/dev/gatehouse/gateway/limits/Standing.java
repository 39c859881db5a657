package dev.gatehouse.gateway.limits;

import org.jspecify.annotations.Nullable;

/**
 * A partner's plan and what is left of it on this node. What is null is not limited.
 *
 * @param plan the plan's name
 * @param rate of the rate
 * @param quota of the quota
 * @param concurrency of the requests at once
 */
public record Standing(String plan, @Nullable Rate rate, @Nullable Quota quota, @Nullable Places concurrency) {

	/**
	 * Of the rate.
	 *
	 * @param limit requests at once after a quiet time
	 * @param remaining requests that there is room for at once
	 * @param resetSeconds until all of it is there again
	 */
	public record Rate(long limit, long remaining, long resetSeconds) {
	}

	/**
	 * Of the quota.
	 *
	 * @param limit requests in a period
	 * @param period {@code day} or {@code month}, in UTC
	 * @param remaining requests in this period
	 * @param resetSeconds until the next period
	 */
	public record Quota(long limit, String period, long remaining, long resetSeconds) {
	}

	/**
	 * Of the requests at once.
	 *
	 * @param limit requests at once
	 * @param remaining requests that there is a place for
	 */
	public record Places(long limit, long remaining) {
	}

}
