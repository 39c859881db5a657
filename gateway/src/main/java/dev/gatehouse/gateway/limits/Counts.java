package dev.gatehouse.gateway.limits;

import dev.gatehouse.gateway.partner.Plan;

/** Where requests are counted. */
interface Counts {

	/** Begins to count requests against a rate. */
	Count rate(String owner, Plan.Rate rate, long burst, long now);

	/** Begins to count requests against a quota. */
	Count quota(String owner, Plan.Quota quota, long now);

}
