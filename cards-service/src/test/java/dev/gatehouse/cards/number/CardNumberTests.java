package dev.gatehouse.cards.number;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CardNumberTests {

	private static final String DIGITS = "4111111111111111";

	@Test
	void textOfANumberIsItsMask() {
		assertThat(new CardNumber(DIGITS)).hasToString("**** **** **** 1111");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4111111111111112", "411111111111111", "41111111111111111", "4111 1111 1111 1111", "" })
	void whatIsNoCardNumberIsRefusedWithoutBeingQuoted(String digits) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new CardNumber(digits))
			.withMessage("not a card number");
	}

	@ParameterizedTest
	@ValueSource(strings = { "123", "12345", "12a4", "" })
	void maskTakesFourDigitsOnly(String lastFour) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new MaskedNumber(lastFour));
	}

}
