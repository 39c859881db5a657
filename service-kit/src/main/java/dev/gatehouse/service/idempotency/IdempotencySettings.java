package dev.gatehouse.service.idempotency;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long keys are kept.
 *
 * @param retention how long a key is remembered
 * @param cleanupInterval how often old keys are cleared away
 * @param cleanupBatch how many keys one statement clears
 */
@ConfigurationProperties("gatehouse.idempotency")
record IdempotencySettings(Duration retention, Duration cleanupInterval, int cleanupBatch) {

	IdempotencySettings {
		if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
			throw new IllegalArgumentException("gatehouse.idempotency.retention must be a minute or more");
		}
		if (!cleanupInterval.isPositive()) {
			throw new IllegalArgumentException("gatehouse.idempotency.cleanup-interval must be positive");
		}
		if (cleanupBatch < 1) {
			throw new IllegalArgumentException("gatehouse.idempotency.cleanup-batch must be positive");
		}
	}

}
