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
		return of(partner, now).admit(now, this.clock.instant());
	}

	/**
	 * Checks whether a request of the partner would be admitted now. Takes nothing of the
	 * plan.
	 * @throws Refusal as {@link #admit} would
	 */
	public void check(Partner partner) {
		long now = this.nanoTime.getAsLong();
		of(partner, now).check(now, this.clock.instant());
	}

	/** Returns what is left of the partner's plan. */
	public Standing standing(Partner partner) {
		long now = this.nanoTime.getAsLong();
		return of(partner, now).standing(now, this.clock.instant());
	}

	private PartnerLimits of(Partner partner, long now) {
		PartnerLimits limits = this.partners.get(partner.client());
		if (limits != null && limits.isUnder(partner.plan())) {
			return limits;
		}
		return this.partners.compute(partner.client(),
				(client, present) -> (present != null && present.isUnder(partner.plan())) ? present
						: new PartnerLimits(partner.plan(), now));
	}

}
