package dev.gatehouse.gateway.revocation;

import java.time.InstantSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Not ready while it was never known what is revoked: every request would be answered
 * with 503. A store that is away later is told, and changes nothing.
 */
final class RevocationsHealthIndicator extends AbstractHealthIndicator {

	private final Register register;

	private final Keeper keeper;

	private final InstantSource clock;

	RevocationsHealthIndicator(Register register, Keeper keeper, InstantSource clock) {
		this.register = register;
		this.keeper = keeper;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (!this.register.areKnown()) {
			builder.outOfService();
		}
		else {
			builder.up().withDetail("revocations", this.register.inForce(this.clock.millis() / 1000).size());
		}
		builder.withDetail("store", this.keeper.store().id());
		double age = this.keeper.ageSeconds();
		if (!Double.isNaN(age)) {
			builder.withDetail("ageSeconds", (long) age);
		}
	}

}
