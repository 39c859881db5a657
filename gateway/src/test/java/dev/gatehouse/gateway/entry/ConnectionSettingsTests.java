package dev.gatehouse.gateway.entry;

import java.time.Duration;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every wait has a limit. */
class ConnectionSettingsTests {

	private static final Duration S = Duration.ofSeconds(1);

	@Test
	void limitsAboveZeroAreNeeded() {
		assertThatCode(() -> new ConnectionSettings(S, S, S, S, S, 1, 1, 1)).doesNotThrowAnyException();
		assertInvalid(() -> new ConnectionSettings(Duration.ZERO, S, S, S, S, 1, 1, 1), "handshake-timeout");
		assertInvalid(() -> new ConnectionSettings(S, Duration.ZERO, S, S, S, 1, 1, 1), "head-timeout");
		assertInvalid(() -> new ConnectionSettings(S, S, Duration.ofSeconds(-1), S, S, 1, 1, 1), "body-timeout");
		assertInvalid(() -> new ConnectionSettings(S, S, S, Duration.ZERO, S, 1, 1, 1), "answer-timeout");
		assertInvalid(() -> new ConnectionSettings(S, S, S, S, Duration.ZERO, 1, 1, 1), "idle-timeout");
		assertInvalid(() -> new ConnectionSettings(S, S, S, S, S, 0, 1, 1), "max-connections");
		assertInvalid(() -> new ConnectionSettings(S, S, S, S, S, 1, 0, 1), "max-handshakes");
		assertInvalid(() -> new ConnectionSettings(S, S, S, S, S, 1, 1, 0), "max-streams");
	}

	@Test
	void handshakeHasNoMoreTimeThanItsEngineGivesIt() {
		assertThatCode(() -> new ConnectionSettings(Duration.ofSeconds(10), S, S, S, S, 1, 1, 1))
			.doesNotThrowAnyException();
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> new ConnectionSettings(Duration.ofMillis(10_001), S, S, S, S, 1, 1, 1))
			.withMessage("gatehouse.entry.handshake-timeout: must be at most 10s");
	}

	private static void assertInvalid(Runnable settings, String key) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(settings::run)
			.withMessage("gatehouse.entry." + key + ": must be above zero");
	}

}
