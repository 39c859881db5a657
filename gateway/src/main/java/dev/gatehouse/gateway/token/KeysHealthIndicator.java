package dev.gatehouse.gateway.token;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Not ready while there are no keys: every request would be answered with 503. An issuer
 * that is away while its last keys are still trusted is told, and changes nothing.
 */
final class KeysHealthIndicator extends AbstractHealthIndicator {

	private final IssuerKeys keys;

	KeysHealthIndicator(IssuerKeys keys) {
		this.keys = keys;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		KeySet current = this.keys.current();
		if (current == null) {
			builder.outOfService();
		}
		else {
			builder.up()
				.withDetail("keys", current.size())
				.withDetail("issuer", this.keys.areCertain() ? "reachable" : "away");
		}
	}

}
