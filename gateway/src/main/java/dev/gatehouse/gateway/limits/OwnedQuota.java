package dev.gatehouse.gateway.limits;

import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;

/**
 * A quota that a partner's plan gives, for all operations or for those of one API.
 *
 * @param owner whose requests are counted
 */
record OwnedQuota(String owner, Plan.Quota quota) {

	/** Returns all that a partner has. */
	static Stream<OwnedQuota> of(Partner partner) {
		Plan plan = partner.plan();
		return Stream.concat(of(partner.client(), plan),
				plan.apis()
					.entrySet()
					.stream()
					.flatMap((part) -> of(owner(partner.client(), part.getKey()), part.getValue())));
	}

	private static Stream<OwnedQuota> of(String owner, Plan plan) {
		Plan.Quota quota = plan.quota();
		return (quota != null) ? Stream.of(new OwnedQuota(owner, quota)) : Stream.empty();
	}

	/** Returns by what name a client's requests to one API are counted. */
	static String owner(String client, String api) {
		return client + ":" + api;
	}

}
