package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What is owed: outstanding principal and the unpaid interest charged through a day.
 * Never negative, so nothing can be repaid that is not owed.
 */
public record Debt(BigDecimal principal, BigDecimal interest, LocalDate accruedThrough) {

	public Debt {
		if (principal.signum() < 0 || interest.signum() < 0) {
			throw new IllegalArgumentException("a debt is never negative");
		}
	}

	public BigDecimal total() {
		return this.principal.add(this.interest);
	}

	public boolean isSettled() {
		return total().signum() == 0;
	}

	/** This debt with these charges upon it. */
	public Debt charged(List<InterestCharge> charges) {
		Debt debt = this;
		for (InterestCharge charge : charges) {
			debt = new Debt(this.principal, debt.interest.add(charge.interest()), charge.through());
		}
		return debt;
	}

	/**
	 * Splits a payment: interest first, then principal.
	 * @throws ExceedsDebtException when more is paid than is owed
	 */
	public Allocation allocate(BigDecimal amount) {
		if (amount.signum() <= 0) {
			throw new IllegalArgumentException("a payment is positive");
		}
		if (amount.compareTo(total()) > 0) {
			throw new ExceedsDebtException(total());
		}
		BigDecimal toInterest = amount.min(this.interest);
		return new Allocation(toInterest, amount.subtract(toInterest));
	}

	/** What is left after a payment. */
	public Debt less(Allocation paid) {
		return new Debt(this.principal.subtract(paid.principal()), this.interest.subtract(paid.interest()),
				this.accruedThrough);
	}

}
