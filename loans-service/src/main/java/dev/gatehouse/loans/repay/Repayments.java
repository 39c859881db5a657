package dev.gatehouse.loans.repay;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Allocation;
import dev.gatehouse.loans.annuity.Debt;
import dev.gatehouse.loans.annuity.ExceedsDebtException;
import dev.gatehouse.loans.annuity.InterestCharge;
import dev.gatehouse.loans.book.Loan;
import dev.gatehouse.loans.book.LoanBook;
import dev.gatehouse.loans.book.LoanStatus;
import dev.gatehouse.loans.book.Repayment;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.problem.Problem;

import org.springframework.util.IdGenerator;

/**
 * Pays loans back: first the interest of the days since the last booking becomes owed,
 * then the payment is split. Runs in the caller's transaction and holds the loan in it.
 */
final class Repayments {

	private final LoanBook book;

	private final IdGenerator ids;

	private final Clock clock;

	Repayments(LoanBook book, IdGenerator ids, Clock clock) {
		this.book = book;
		this.ids = ids;
		this.clock = clock;
	}

	RepaymentView book(Caller caller, UUID loanId, RepaymentOrder order) {
		Loan loan = this.book.hold(caller, loanId).orElseThrow(() -> Problem.notFound().exception());
		requireTakes(loan, order.amount());
		// Read after the lock: who waited for it pays on the day on which it pays.
		Instant now = this.clock.instant();
		List<InterestCharge> charges = loan.terms().charges(loan.debt(), LocalDate.ofInstant(now, ZoneOffset.UTC));
		Allocation paid = allocate(loan, loan.debt().charged(charges), order.amount());
		Repayment repayment = new Repayment(this.ids.generateId(), paid, order.reference(), now);
		return RepaymentView.of(repayment, this.book.book(loan, charges, repayment));
	}

	private static void requireTakes(Loan loan, Money amount) {
		if (!amount.isIn(loan.currency())) {
			throw RepaymentProblem.currencyMismatch(loan.currency()).exception();
		}
		if (loan.status() == LoanStatus.REPAID) {
			throw RepaymentProblem.loanRepaid().exception();
		}
	}

	private static Allocation allocate(Loan loan, Debt debt, Money amount) {
		try {
			return debt.allocate(amount.amount());
		}
		catch (ExceedsDebtException ex) {
			throw RepaymentProblem.exceedsDebt(loan.money(ex.owed())).exception();
		}
	}

}
