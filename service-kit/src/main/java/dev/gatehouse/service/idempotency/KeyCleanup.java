package dev.gatehouse.service.idempotency;

import java.time.Clock;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Clears expired keys away, in batches small enough not to be felt. */
final class KeyCleanup {

	private static final Logger logger = LoggerFactory.getLogger(KeyCleanup.class);

	private final KeyRepository keys;

	private final Clock clock;

	private final IdempotencySettings settings;

	KeyCleanup(KeyRepository keys, Clock clock, IdempotencySettings settings) {
		this.keys = keys;
		this.clock = clock;
		this.settings = settings;
	}

	@Scheduled(initialDelayString = "${gatehouse.idempotency.cleanup-interval}",
			fixedDelayString = "${gatehouse.idempotency.cleanup-interval}")
	void clear() {
		Instant expired = this.clock.instant().minus(this.settings.retention());
		try {
			int cleared = this.settings.cleanupBatch();
			while (cleared == this.settings.cleanupBatch()) {
				cleared = this.keys.clear(expired, this.settings.cleanupBatch());
			}
		}
		catch (DataAccessException ex) {
			logger.warn("idempotency keys not cleared ({}), next attempt in {}", ex.getClass().getSimpleName(),
					this.settings.cleanupInterval());
		}
	}

}
