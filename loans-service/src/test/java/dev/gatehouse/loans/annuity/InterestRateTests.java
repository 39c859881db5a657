package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class InterestRateTests {

	@ParameterizedTest
	@ValueSource(strings = { "0", "4.25", "29.9999", "100" })
	void rateWithinItsBoundsIsTaken(String percent) {
		assertThat(rate(percent).percent()).isEqualTo(percent);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0.0001", "100.0001", "1.00001" })
	void rateOutsideItsBoundsIsRefused(String percent) {
		assertThatIllegalArgumentException().isThrownBy(() -> rate(percent));
	}

	@ParameterizedTest
	@CsvSource({ "100.00, 6, 0.50", "1.00, 6, 0.00", "3.00, 6, 0.02", "5.00, 6, 0.02", "5.01, 6, 0.03", "100, 6, 0" })
	void monthBearsATwelfthRoundedHalfEven(BigDecimal principal, String percent, BigDecimal interest) {
		assertThat(rate(percent).ofMonth(principal)).isEqualTo(interest);
	}

	@Test
	void partOfAMonthBearsItsShare() {
		BigDecimal principal = new BigDecimal("12000.00");
		assertThat(rate("10").ofDays(principal, 7, 28)).isEqualTo("25.00");
		assertThat(rate("10").ofDays(principal, 28, 28)).isEqualTo(rate("10").ofMonth(principal));
	}

	private static InterestRate rate(String percent) {
		return new InterestRate(new BigDecimal(percent));
	}

}
