package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TermsTests {

	private static final LocalDate START = LocalDate.parse("2026-11-15");

	@ParameterizedTest
	@CsvSource({ "200000.00, 6, 360, 1199.10", "10000.00, 5.5, 48, 232.56", "1200.00, 0, 12, 100.00",
			"5000000.00, 0.0001, 480, 10416.88", "1000.00, 12, 1, 1010.00" })
	void annuityIsTheTextbooks(String principal, String percent, int months, String annuity) {
		assertThat(terms(principal, percent, months, START.plusMonths(1)).annuity()).isEqualTo(annuity);
	}

	@Test
	void longerFirstMonthBearsOneMonthAtItsEnd() {
		Terms terms = terms("1200.00", "10", 12, START.plusDays(40));
		assertThat(terms.charges(terms.openingDebt(), START.plusDays(20))).singleElement()
			.isEqualTo(new InterestCharge(START.plusDays(20), new BigDecimal("5.00")));
		assertThat(terms.charges(terms.openingDebt(), START.plusDays(40))).singleElement()
			.isEqualTo(new InterestCharge(START.plusDays(40), new BigDecimal("10.00")));
	}

	@ParameterizedTest
	@CsvSource({ "0.00, 12, 2026-12-15", "1000.00, 0, 2026-12-15", "1000.00, 12, 2026-11-15" })
	void termsWithoutPrincipalTermOrLaterFirstDueDateAreRefused(String principal, int months, LocalDate first) {
		assertThatIllegalArgumentException().isThrownBy(() -> terms(principal, "5", months, first));
	}

	private static Terms terms(String principal, String percent, int months, LocalDate firstDueDate) {
		return new Terms(new BigDecimal(principal), new InterestRate(new BigDecimal(percent)), months, START,
				DueDates.from(firstDueDate));
	}

}
