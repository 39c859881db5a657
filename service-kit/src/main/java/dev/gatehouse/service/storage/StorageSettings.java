package dev.gatehouse.service.storage;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the service lives with its database.
 *
 * @param schema the schema that is the service's own
 * @param budget what a request may wait for the database, all in all
 * @param migrationRetry between two attempts to migrate a database that is not there
 */
@ConfigurationProperties("gatehouse.storage")
record StorageSettings(String schema, Duration budget, Duration migrationRetry) {

	private static final Duration LONGEST_BUDGET = Duration.ofSeconds(10);

	StorageSettings {
		if (!schema.matches("[a-z][a-z0-9_]{0,62}")) {
			throw new IllegalArgumentException("gatehouse.storage.schema must be a plain lower-case name");
		}
		if (!budget.isPositive() || budget.compareTo(LONGEST_BUDGET) > 0) {
			throw new IllegalArgumentException("gatehouse.storage.budget must be positive and at most 10s");
		}
		if (!migrationRetry.isPositive()) {
			throw new IllegalArgumentException("gatehouse.storage.migration-retry must be positive");
		}
	}

}
