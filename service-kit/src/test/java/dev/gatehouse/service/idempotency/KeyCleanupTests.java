package dev.gatehouse.service.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.gatehouse.service.sample.SampleTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
@SpringBootTest(classes = dev.gatehouse.service.sample.SampleApplication.class,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class KeyCleanupTests {

	private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

	private final JdbcClient jdbc;

	private final KeyRepository keys;

	KeyCleanupTests(@Autowired JdbcClient jdbc, @Autowired KeyRepository keys) {
		this.jdbc = jdbc;
		this.keys = keys;
	}

	@Test
	void expiredKeysAreClearedInBatchesAndYoungOnesStay() {
		for (int i = 0; i < 5; i++) {
			claim("old-" + i, LONG_AGO);
		}
		claim("young", LONG_AGO.plus(Duration.ofDays(2)));
		Clock twoDaysLater = Clock.fixed(LONG_AGO.plus(Duration.ofDays(2)), ZoneOffset.UTC);
		IdempotencySettings settings = new IdempotencySettings(Duration.ofDays(1), Duration.ofMinutes(10), 2);
		new KeyCleanup(this.keys, twoDaysLater, settings).clear();
		assertThat(this.jdbc.sql("select key from idempotency_key where client = 'cleanup'").query(String.class).list())
			.containsExactly("young");
	}

	private void claim(String key, Instant time) {
		this.keys.claim(new IdempotencyKey("cleanup", "POST /v1/notes", key), new byte[32], time, LONG_AGO);
	}

}
