package dev.gatehouse.accounts.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** ISO 13616. */
class IbanTests {

	@Test
	void checkDigitsAreThoseOfTheStandard() {
		assertThat(Iban.of(1).value()).isEqualTo("DE84999888770000000001");
		assertThat(Iban.of(9_999_999_999L).value()).startsWith("DE").endsWith("999888779999999999");
	}

	@Test
	void numbersKeepTheirCheckDigitsApart() {
		for (long number = 1; number < 500; number++) {
			String value = Iban.of(number).value();
			assertThat(new Iban(value).value()).hasSize(22);
		}
	}

	@Test
	void everyWrongDigitIsNoticed() {
		String value = Iban.of(4711).value();
		for (int i = 12; i < value.length(); i++) {
			char wrong = (value.charAt(i) == '9') ? '0' : (char) (value.charAt(i) + 1);
			String changed = value.substring(0, i) + wrong + value.substring(i + 1);
			assertThatIllegalArgumentException().isThrownBy(() -> new Iban(changed));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "DE84", "DE85999888770000000001", "AT84999888770000000001", "de84999888770000000001",
			"DE89370400440532013000", "DE84999888770000000001 " })
	void whatIsNoNumberOfThisBankIsRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Iban(value));
	}

}
