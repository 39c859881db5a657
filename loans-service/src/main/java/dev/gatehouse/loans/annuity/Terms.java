package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What lender and borrower agreed on. The principal's decimals are those of its currency;
 * every amount derived from it is rounded to them, half even.
 */
public record Terms(BigDecimal principal, InterestRate rate, int months, LocalDate disbursedOn, DueDates dueDates) {

	public Terms {
		if (principal.signum() <= 0 || months < 1 || !dueDates.first().isAfter(disbursedOn)) {
			throw new IllegalArgumentException("a loan has a principal, a term and a first due date after its start");
		}
	}

	/**
	 * What is paid at every due date but the last: P·r·(1+r)ⁿ / ((1+r)ⁿ − 1), or P/n when
	 * the loan bears no interest.
	 */
	public BigDecimal annuity() {
		if (this.rate.isZero()) {
			return this.principal.divide(BigDecimal.valueOf(this.months), this.principal.scale(),
					RoundingMode.HALF_EVEN);
		}
		BigDecimal growth = this.rate.monthly().add(BigDecimal.ONE).pow(this.months, MathContext.DECIMAL128);
		return this.principal.multiply(this.rate.monthly())
			.multiply(growth)
			.divide(growth.subtract(BigDecimal.ONE), this.principal.scale(), RoundingMode.HALF_EVEN);
	}

	/** What is owed on the day of disbursement: the principal and no interest. */
	public Debt openingDebt() {
		return new Debt(this.principal, this.principal.subtract(this.principal), this.disbursedOn);
	}

	/**
	 * The interest that a debt bears from where it was last charged to the end of
	 * {@code until}, one charge for each month that is touched. Goes on after the last
	 * instalment: what is late bears interest at the same rate, and interest bears none.
	 */
	public List<InterestCharge> charges(Debt debt, LocalDate until) {
		List<InterestCharge> charges = new ArrayList<>();
		LocalDate from = debt.accruedThrough();
		for (int number = this.dueDates.numberAfter(from); from.isBefore(until); number++) {
			LocalDate due = this.dueDates.of(number);
			LocalDate through = due.isBefore(until) ? due : until;
			BigDecimal interest = this.rate.ofDays(debt.principal(), ChronoUnit.DAYS.between(from, through),
					ChronoUnit.DAYS.between(monthBegin(number), due));
			charges.add(new InterestCharge(through, interest));
			from = through;
		}
		return List.copyOf(charges);
	}

	private LocalDate monthBegin(int number) {
		return (number == 1) ? this.disbursedOn : this.dueDates.of(number - 1);
	}

}
