package dev.gatehouse.cards.number;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NumberSettingsTests {

	private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	@ParameterizedTest
	@ValueSource(strings = { "999999", "99999900" })
	void prefixOfSixOrEightDigitsIsTaken(String bin) {
		assertThat(new NumberSettings(bin, KEY).issuer()).isEqualTo(new Bin(bin));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "99999", "9999999", "999999000", "99999x" })
	void otherPrefixIsRefusedNamingItsSetting(@Nullable String bin) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new NumberSettings(bin, KEY))
			.withMessageContaining("gatehouse.cards.number.bin");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "c2hvcnQ=", "not base64 at all, but long enough to be a key of thirty-two" })
	void missingOrWeakKeyIsRefusedNamingItsSettingAndNotItsValue(@Nullable String key) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new NumberSettings("999999", key))
			.withMessageContaining("gatehouse.cards.number.key")
			.withMessageNotContaining("not base64")
			.withNoCause();
	}

	@Test
	void settingsPrintNoKey() {
		assertThat(new NumberSettings("999999", KEY).toString()).isEqualTo("NumberSettings[bin=999999]");
	}

}
