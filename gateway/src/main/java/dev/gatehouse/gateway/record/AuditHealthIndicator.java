package dev.gatehouse.gateway.record;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Not ready while requests are refused because they cannot be recorded: another gateway
 * may have a disk with room. That records are lost is told, and changes nothing.
 */
final class AuditHealthIndicator extends AbstractHealthIndicator {

	private final AuditLog audit;

	AuditHealthIndicator(AuditLog audit) {
		this.audit = audit;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (this.audit.isRefusing()) {
			builder.outOfService();
		}
		else {
			builder.up();
		}
		builder.withDetail("records", this.audit.isFailing() ? "cannot be written" : "written")
			.withDetail("dropped", this.audit.lost());
		@Nullable Boolean signing = this.audit.isSigning();
		if (signing != null) {
			builder.withDetail("checkpoints", signing ? "written" : "cannot be written");
		}
	}

}
