package dev.gatehouse.gateway.cutoff;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Not ready until it is known what the issuer has ended: every token would be answered
 * with 503. An issuer that is away later is told, and changes nothing.
 */
final class CutoffsHealthIndicator extends AbstractHealthIndicator {

	private final IssuerCutoffs cutoffs;

	private final @Nullable CutoffPoll poll;

	CutoffsHealthIndicator(IssuerCutoffs cutoffs, @Nullable CutoffPoll poll) {
		this.cutoffs = cutoffs;
		this.poll = poll;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (!this.cutoffs.areKnown()) {
			builder.outOfService();
		}
		else {
			builder.up();
		}
		builder.withDetail("issuer", issuer());
	}

	private String issuer() {
		CutoffPoll asked = this.poll;
		if (asked == null) {
			return "not asked";
		}
		return asked.isReachable() ? "reachable" : "away";
	}

}
