package dev.gatehouse.loans.repay;

import java.time.Instant;
import java.util.UUID;

import dev.gatehouse.loans.book.Loan;
import dev.gatehouse.loans.book.LoanStatus;
import dev.gatehouse.loans.book.Repayment;
import dev.gatehouse.service.money.Money;
import org.jspecify.annotations.Nullable;

/** A booked payment as the outside sees it, and what it left. */
record RepaymentView(UUID repaymentId, UUID loanId, Money amount, Money interest, Money principal, Money outstanding,
		LoanStatus status, @Nullable String reference, Instant bookedAt) {

	static RepaymentView of(Repayment repayment, Loan after) {
		return new RepaymentView(repayment.id(), after.id(), after.money(repayment.paid().total()),
				after.money(repayment.paid().interest()), after.money(repayment.paid().principal()),
				after.money(after.debt().total()), after.status(), repayment.reference(), repayment.bookedAt());
	}

}
