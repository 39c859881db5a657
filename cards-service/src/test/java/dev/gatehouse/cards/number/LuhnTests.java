package dev.gatehouse.cards.number;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LuhnTests {

	@ParameterizedTest
	@CsvSource({ "7992739871,3", "411111111111111,1", "555555555555444,4", "37828224631000,5", "0,0" })
	void checkDigitIsTheOneOfPublishedExamples(String payload, char digit) {
		assertThat(Luhn.checkDigit(payload)).isEqualTo(digit);
	}

	@ParameterizedTest
	@ValueSource(strings = { "79927398713", "4111111111111111", "378282246310005" })
	void publishedNumbersHold(String number) {
		assertThat(Luhn.holds(number)).isTrue();
	}

	@Test
	void everyOtherLastDigitFails() {
		for (char digit = '0'; digit <= '9'; digit++) {
			assertThat(Luhn.holds("7992739871" + digit)).isEqualTo(digit == '3');
		}
	}

	@Test
	void swappedNeighboursFail() {
		assertThat(Luhn.holds("79927398731")).isFalse();
	}

}
