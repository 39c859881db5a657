package dev.gatehouse.gateway.limits;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether the limits are shared. Without the store every request is still decided,
 * so this node stays up.
 */
final class StoreHealthIndicator extends AbstractHealthIndicator {

	private final SharedCounts counts;

	StoreHealthIndicator(SharedCounts counts) {
		this.counts = counts;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up()
			.withDetail("store", this.counts.isUp() ? "reachable" : "away")
			.withDetail("nodes", this.counts.nodes());
	}

}
