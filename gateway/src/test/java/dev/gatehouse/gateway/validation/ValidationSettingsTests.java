package dev.gatehouse.gateway.validation;

import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Every API is enforced, unless somebody says otherwise about one that there is. */
class ValidationSettingsTests {

	private final ValidationSettings settings = new ValidationSettings(Map.of("cards", Mode.REPORT, "loans", Mode.OFF));

	@Test
	void apiThatIsNotNamedIsEnforced() {
		assertThat(this.settings.mode("accounts")).isEqualTo(Mode.ENFORCE);
		assertThat(this.settings.mode("cards")).isEqualTo(Mode.REPORT);
		assertThat(this.settings.mode("loans")).isEqualTo(Mode.OFF);
	}

	@Test
	void nameOfNoApiIsAFault() {
		assertThatNoException().isThrownBy(() -> this.settings.checkNames(Set.of("cards", "loans", "accounts")));
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> this.settings.checkNames(Set.of("loans", "accounts")))
			.withMessage("gatehouse.validation.cards: names no API; there are accounts, loans");
	}

}
