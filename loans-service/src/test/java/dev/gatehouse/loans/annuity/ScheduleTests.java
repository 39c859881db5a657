package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScheduleTests {

	private static final LocalDate START = LocalDate.parse("2026-11-15");

	@Test
	void textbookLoanIsPaidDownToTheCent() {
		Schedule schedule = Schedule.of(terms("1000.00", "12", 4));
		assertThat(schedule.instalments()).extracting(Instalment::payment)
			.containsExactly(cents("256.28"), cents("256.28"), cents("256.28"), cents("256.29"));
		assertThat(schedule.instalments()).extracting(Instalment::interest)
			.containsExactly(cents("10.00"), cents("7.54"), cents("5.05"), cents("2.54"));
		assertThat(schedule.totalInterest()).isEqualTo("25.13");
		assertThat(schedule.totalPayable()).isEqualTo("1025.13");
	}

	@Test
	void loanWithoutInterestIsPrincipalInEqualParts() {
		List<Instalment> instalments = Schedule.of(terms("1000.00", "0", 3)).instalments();
		assertThat(instalments).extracting(Instalment::principal)
			.containsExactly(cents("333.33"), cents("333.33"), cents("333.34"));
		assertThat(instalments).allMatch((instalment) -> instalment.interest().signum() == 0);
	}

	@Test
	void singleInstalmentPaysPrincipalAndOneMonth() {
		List<Instalment> instalments = Schedule.of(terms("1000.00", "6", 1)).instalments();
		assertThat(instalments).singleElement().extracting(Instalment::payment).isEqualTo(cents("1005.00"));
	}

	@Test
	void currencyWithoutDecimalsIsRoundedToWholeUnits() {
		Schedule schedule = Schedule.of(terms("100000", "3", 12));
		assertThat(schedule.instalments()).allMatch((instalment) -> instalment.payment().scale() == 0);
		assertThat(schedule.instalments().getLast().remaining()).isEqualTo("0");
	}

	@Test
	void everyInstalmentHasItsDueDate() {
		List<Instalment> instalments = Schedule.of(terms("1000.00", "12", 4)).instalments();
		assertThat(instalments).extracting(Instalment::number).containsExactly(1, 2, 3, 4);
		assertThat(instalments).extracting(Instalment::dueDate)
			.extracting(LocalDate::toString)
			.containsExactly("2026-12-15", "2027-01-15", "2027-02-15", "2027-03-15");
	}

	@ParameterizedTest(name = "{3}")
	@CsvSource({ "1000.00, 100, 480, the annuity does not cover the interest",
			"2.00, 0, 480, the annuity does not cover the interest",
			"7.20, 0, 480, the rounded annuity pays the loan off before its last month",
			"0.59, 0, 40, rounding leaves the last month more than two annuities" })
	void termsThatNoRoundedAnnuityPaysDownAreRefused(String principal, String percent, int months, String why) {
		Terms terms = terms(principal, percent, months);
		assertThatExceptionOfType(NotAmortisingException.class).isThrownBy(() -> Schedule.of(terms)).withMessage(why);
	}

	@Test
	void principalPartsSumToThePrincipalExactly() {
		RandomTerms.loans(1, 400).forEach((terms) -> {
			List<Instalment> instalments = Schedule.of(terms).instalments();
			assertThat(instalments.stream().map(Instalment::principal).reduce(BigDecimal::add)).as("%s", terms)
				.hasValue(terms.principal());
			assertThat(instalments.getLast().remaining().signum()).as("%s", terms).isZero();
			assertThat(instalments).as("%s", terms).hasSize(terms.months());
		});
	}

	@Test
	void everyMonthPaysItsOwnInterestAndSomePrincipal() {
		RandomTerms.loans(2, 400).forEach((terms) -> {
			BigDecimal remaining = terms.principal();
			for (Instalment instalment : Schedule.of(terms).instalments()) {
				assertThat(instalment.interest()).as("%s", terms).isEqualTo(terms.rate().ofMonth(remaining));
				assertThat(instalment.principal().signum()).as("%s", terms).isPositive();
				remaining = remaining.subtract(instalment.principal());
				assertThat(instalment.remaining()).as("%s", terms).isEqualTo(remaining);
			}
		});
	}

	@Test
	void onlyTheLastInstalmentDiffersFromTheAnnuity() {
		RandomTerms.loans(3, 400).forEach((terms) -> {
			List<Instalment> instalments = Schedule.of(terms).instalments();
			assertThat(instalments.subList(0, terms.months() - 1)).as("%s", terms)
				.allMatch((instalment) -> instalment.payment().equals(terms.annuity()));
			assertThat(instalments.getLast().payment()).as("%s", terms)
				.isLessThanOrEqualTo(terms.annuity().add(terms.annuity()));
		});
	}

	private static Terms terms(String principal, String percent, int months) {
		return new Terms(new BigDecimal(principal), new InterestRate(new BigDecimal(percent)), months, START,
				DueDates.after(START));
	}

	private static BigDecimal cents(String amount) {
		return new BigDecimal(amount);
	}

}
