package dev.gatehouse.gateway.limits;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.problem.Refusal;

/**
 * Holds each partner to its plan, on this node. State is kept per registered partner and
 * so is bounded by them.
 */
public final class Limits {

	private final ConcurrentMap<String, PartnerLimits> partners = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	private final InstantSource clock;

	Limits(LongSupplier nanoTime, InstantSource clock) {
		this.nanoTime = nanoTime;
		this.clock = clock;
	}

	/**
	 * Admits one request of the partner. The permit must be released when the request has
	 * ended.
	 * @throws Refusal if the plan does not allow it now
	 */
	public Permit admit(Partner partner) {
		long now = this.nanoTime.getAsLong();
		PartnerLimits limits = this.partners.get(partner.client());
		if (limits == null || !limits.isUnder(partner.plan())) {
			limits = this.partners.compute(partner.client(),
					(client, present) -> (present != null && present.isUnder(partner.plan())) ? present
							: new PartnerLimits(partner.plan(), now));
		}
		return limits.admit(now, this.clock.instant());
	}

}
