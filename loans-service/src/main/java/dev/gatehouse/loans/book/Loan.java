package dev.gatehouse.loans.book;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Debt;
import dev.gatehouse.loans.annuity.Terms;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;

/**
 * A loan as the book has it. {@code debt} is as of its last booking; what is owed today
 * is {@link #debtOn}. The version grows with every booking.
 */
public record Loan(UUID id, Caller owner, Product product, String borrower, Currency currency, Terms terms, Debt debt,
		long version, Instant createdAt) {

	/** A loan on the day of its disbursement. */
	public static Loan disbursed(UUID id, Caller owner, Product product, String borrower, Currency currency,
			Terms terms, Instant now) {
		return new Loan(id, owner, product, borrower, currency, terms, terms.openingDebt(), 1, now);
	}

	/** The debt with the interest that has accrued up to this day (UTC). */
	public Debt debtOn(LocalDate day) {
		return this.debt.charged(this.terms.charges(this.debt, day));
	}

	public LoanStatus status() {
		return this.debt.isSettled() ? LoanStatus.REPAID : LoanStatus.ACTIVE;
	}

	public Money money(BigDecimal amount) {
		return new Money(amount, this.currency);
	}

	Loan with(Debt changed) {
		return new Loan(this.id, this.owner, this.product, this.borrower, this.currency, this.terms, changed,
				this.version + 1, this.createdAt);
	}

	/** Names the loan and neither its borrower nor its amounts: this may reach a log. */
	@Override
	public String toString() {
		return "Loan[" + this.id + ", version " + this.version + "]";
	}

}
