package dev.gatehouse.service.storage;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StorageSettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void saneSettingsAreTaken() {
		assertThatCode(() -> new StorageSettings("loans", Duration.ofMillis(750), SECOND)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 10_001 })
	void budgetHasBounds(long millis) {
		Duration budget = Duration.ofMillis(millis);
		assertThatIllegalArgumentException().isThrownBy(() -> new StorageSettings("loans", budget, SECOND))
			.withMessageContaining("gatehouse.storage.budget");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "1a", "a b", "a\"b", "a,public" })
	void schemaThatNeedsQuotingIsRefused(String schema) {
		assertThatIllegalArgumentException().isThrownBy(() -> new StorageSettings(schema, SECOND.dividedBy(2), SECOND))
			.withMessageContaining("gatehouse.storage.schema");
	}

	@Test
	void retryWithoutPauseIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new StorageSettings("loans", SECOND.dividedBy(2), Duration.ZERO))
			.withMessageContaining("gatehouse.storage.migration-retry");
	}

}
