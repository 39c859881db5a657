package dev.gatehouse.keycloak;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator has written into an attribute is a time, or it is none. */
class SecretTimesTests {

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "1795297645, 1795297645", "1, 1", "0, 0", "-1, 0", "'', 0", "null, 0",
			"soon, 0", "99999999999, 99999999999", "100000000000, 0", "1.5, 0" })
	void timeIsReadOrThereIsNone(@org.jspecify.annotations.Nullable String value, long second) {
		assertThat(SecretTimes.second(String.valueOf(value))).isEqualTo(second);
	}

	@Test
	void namesAreTooLongForTheFeedOrTheyFit() {
		Map<String, Long> all = new HashMap<>();
		for (int i = 0; i < 3703; i++) {
			all.put("x".repeat(251) + (1000 + i), 1L);
		}
		assertThat(SecretTimes.fit(all)).isTrue();
		all.put("y".repeat(255), 1L);
		assertThat(SecretTimes.fit(all)).isFalse();
		assertThat(SecretTimes.fit(Map.of())).isTrue();
	}

}
