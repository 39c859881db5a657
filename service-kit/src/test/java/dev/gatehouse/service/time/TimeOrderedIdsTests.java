package dev.gatehouse.service.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9562, 5.7. */
class TimeOrderedIdsTests {

	private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

	private final TimeOrderedIds ids = new TimeOrderedIds(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void idHasVersionVariantAndTime() {
		UUID id = this.ids.generateId();
		assertThat(id.version()).isEqualTo(7);
		assertThat(id.variant()).isEqualTo(2);
		assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
	}

	@Test
	void idsOfOneMillisecondDiffer() {
		Set<UUID> seen = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			seen.add(this.ids.generateId());
		}
		assertThat(seen).hasSize(10_000);
	}

}
