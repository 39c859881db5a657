package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DebtTests {

	private static final LocalDate START = LocalDate.parse("2026-11-30");

	/**
	 * 12 % a year on 3000.00: thirty a month, one a day where the month has thirty days.
	 */
	private static final Terms TERMS = new Terms(new BigDecimal("3000.00"), new InterestRate(new BigDecimal("12")), 12,
			START, DueDates.after(START));

	@Test
	void onTheDayOfDisbursementThePrincipalIsOwed() {
		assertThat(owedOn(START)).isEqualTo("3000.00");
	}

	@Test
	void interestAccruesDayByDayWithinTheMonth() {
		assertThat(owedOn(START.plusDays(10))).isEqualTo("3010.00");
	}

	@Test
	void fullMonthBearsWhatTheScheduleSays() {
		assertThat(owedOn(LocalDate.parse("2026-12-30"))).isEqualTo("3030.00");
		assertThat(owedOn(LocalDate.parse("2027-02-28"))).isEqualTo("3090.00");
	}

	@Test
	void interestBearsNoInterestAndGoesOnAfterTheTerm() {
		assertThat(owedOn(LocalDate.parse("2028-11-30"))).isEqualTo("3720.00");
	}

	@Test
	void everyMonthThatIsTouchedIsChargedOnce() {
		List<InterestCharge> charges = TERMS.charges(TERMS.openingDebt(), LocalDate.parse("2027-01-10"));
		assertThat(charges).extracting(InterestCharge::through)
			.extracting(LocalDate::toString)
			.containsExactly("2026-12-30", "2027-01-10");
		Debt charged = TERMS.openingDebt().charged(charges);
		assertThat(TERMS.charges(charged, LocalDate.parse("2027-01-10"))).isEmpty();
		assertThat(TERMS.charges(charged, START)).isEmpty();
	}

	@Test
	void paymentGoesToInterestFirst() {
		Debt debt = debt("100.00", "7.50");
		assertThat(debt.allocate(new BigDecimal("7.00"))).isEqualTo(allocation("7.00", "0.00"));
		assertThat(debt.allocate(new BigDecimal("10.00"))).isEqualTo(allocation("7.50", "2.50"));
	}

	@Test
	void wholeDebtCanBePaidAndNoCentMore() {
		Debt debt = debt("100.00", "7.50");
		assertThat(debt.less(debt.allocate(new BigDecimal("107.50"))).isSettled()).isTrue();
		assertThat(debt.less(debt.allocate(new BigDecimal("107.49"))).isSettled()).isFalse();
		assertThatExceptionOfType(ExceedsDebtException.class).isThrownBy(() -> debt.allocate(new BigDecimal("107.51")))
			.satisfies((refusal) -> assertThat(refusal.owed()).isEqualTo("107.50"));
	}

	@Test
	void paymentOfNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> debt("1.00", "0.00").allocate(new BigDecimal("0.00")));
	}

	@Test
	void negativeDebtDoesNotExist() {
		assertThatIllegalArgumentException().isThrownBy(() -> debt("-0.01", "1.00"));
		assertThatIllegalArgumentException().isThrownBy(() -> debt("1.00", "-0.01"));
	}

	@Test
	void whoPaysBySchedulePaysExactlyTheSchedule() {
		RandomTerms.loans(4, 300).forEach((terms) -> {
			Debt debt = terms.openingDebt();
			for (Instalment instalment : Schedule.of(terms).instalments()) {
				debt = debt.charged(terms.charges(debt, instalment.dueDate()));
				debt = debt.less(debt.allocate(instalment.payment()));
				assertThat(debt.total()).as("%s %s", terms, instalment.number()).isEqualTo(instalment.remaining());
			}
			assertThat(debt.isSettled()).as("%s", terms).isTrue();
		});
	}

	@Test
	void whateverIsPaidWheneverTheBooksBalance() {
		Random random = new Random(5);
		RandomTerms.loans(5, 300).forEach((terms) -> {
			Debt debt = terms.openingDebt();
			BigDecimal charged = BigDecimal.ZERO;
			BigDecimal paid = BigDecimal.ZERO;
			for (int payment = 0; payment < 20 && !debt.isSettled(); payment++) {
				List<InterestCharge> charges = terms.charges(debt, debt.accruedThrough().plusDays(random.nextInt(70)));
				charged = charges.stream().map(InterestCharge::interest).reduce(charged, BigDecimal::add);
				debt = debt.charged(charges);
				Allocation part = debt.allocate(someOf(debt.total(), random));
				paid = paid.add(part.total());
				debt = debt.less(part);
			}
			assertThat(debt.total()).as("%s", terms).isEqualTo(terms.principal().add(charged).subtract(paid));
		});
	}

	private static BigDecimal someOf(BigDecimal owed, Random random) {
		return BigDecimal.valueOf(1 + random.nextLong(owed.unscaledValue().longValueExact()), owed.scale());
	}

	private static BigDecimal owedOn(LocalDate day) {
		return TERMS.openingDebt().charged(TERMS.charges(TERMS.openingDebt(), day)).total();
	}

	private static Debt debt(String principal, String interest) {
		return new Debt(new BigDecimal(principal), new BigDecimal(interest), START);
	}

	private static Allocation allocation(String interest, String principal) {
		return new Allocation(new BigDecimal(interest), new BigDecimal(principal));
	}

}
