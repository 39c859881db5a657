package dev.gatehouse.service.idempotency;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdempotencySettingsTests {

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void saneSettingsAreTaken() {
		assertThatCode(() -> new IdempotencySettings(DAY, SECOND, 1)).doesNotThrowAnyException();
	}

	@Test
	void wrongSettingIsRefusedByItsName() {
		assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencySettings(SECOND, SECOND, 1))
			.withMessageContaining("gatehouse.idempotency.retention");
		assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencySettings(DAY, Duration.ZERO, 1))
			.withMessageContaining("gatehouse.idempotency.cleanup-interval");
		assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencySettings(DAY, SECOND, 0))
			.withMessageContaining("gatehouse.idempotency.cleanup-batch");
	}

}
