package dev.gatehouse.service.sample;

import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.service.test.BreakablePostgres;
import dev.gatehouse.service.test.RunningService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What stops a service from starting, and what must not. */
class StartTests {

	@Test
	void wrongMigrationStopsTheStart() {
		BreakablePostgres database = BreakablePostgres.create();
		database.start();
		try {
			Map<String, Object> settings = with("spring.flyway.locations", "classpath:db/kit,classpath:db/broken");
			assertThatThrownBy(() -> RunningService.start(SampleApplication.class, database, settings))
				.hasRootCauseInstanceOf(java.sql.SQLException.class)
				.hasStackTraceContaining("FlywayMigrateException");
		}
		finally {
			database.close();
		}
	}

	@Test
	void settingOfTheServiceGoesBeforeTheKits() {
		Map<String, Object> settings = with("management.endpoint.health.group.readiness.include", "readinessState");
		try (RunningService service = RunningService.start(SampleApplication.class, BreakablePostgres.create(),
				settings)) {
			assertThat(service.readiness().status()).isEqualTo(200);
		}
	}

	private static Map<String, Object> with(String key, String value) {
		Map<String, Object> settings = new HashMap<>(Notes.SETTINGS);
		settings.put(key, value);
		return settings;
	}

}
