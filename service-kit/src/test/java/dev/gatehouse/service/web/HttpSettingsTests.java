package dev.gatehouse.service.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HttpSettingsTests {

	@Test
	void saneBodySizeIsTaken() {
		assertThatCode(() -> new HttpSettings(DataSize.ofKilobytes(64))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 1024 * 1024 + 1 })
	void bodySizeHasBounds(long bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpSettings(DataSize.ofBytes(bytes)))
			.withMessageContaining("gatehouse.http.max-body-size");
	}

}
