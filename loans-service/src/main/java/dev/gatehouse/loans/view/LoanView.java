package dev.gatehouse.loans.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Debt;
import dev.gatehouse.loans.annuity.Terms;
import dev.gatehouse.loans.book.Loan;
import dev.gatehouse.loans.book.LoanStatus;
import dev.gatehouse.loans.book.Product;
import dev.gatehouse.service.money.Money;

/** A loan as the outside sees it, with what is owed at the end of {@code asOf}. */
public record LoanView(UUID loanId, Product product, Borrower borrower, Money principal, String annualRate,
		int termMonths, LocalDate disbursedOn, LocalDate firstDueDate, LocalDate lastDueDate, Money instalment,
		Money outstanding, Money outstandingPrincipal, Money accruedInterest, LocalDate asOf, LoanStatus status,
		Instant createdAt) {

	public static LoanView of(Loan loan, LocalDate today) {
		Terms terms = loan.terms();
		Debt debt = loan.debtOn(today);
		return new LoanView(loan.id(), loan.product(), new Borrower(loan.borrower()), loan.money(terms.principal()),
				terms.rate().percent().stripTrailingZeros().toPlainString(), terms.months(), terms.disbursedOn(),
				terms.dueDates().first(), terms.dueDates().of(terms.months()), loan.money(terms.annuity()),
				loan.money(debt.total()), loan.money(debt.principal()), loan.money(debt.interest()), today,
				loan.status(), loan.createdAt());
	}

	/** The entity tag: what is owed changes with every booking and from day to day. */
	public static String tag(Loan loan, LocalDate today) {
		return "\"" + loan.version() + "." + today + "\"";
	}

	/** Who owes the loan. */
	public record Borrower(String name) {

	}

}
