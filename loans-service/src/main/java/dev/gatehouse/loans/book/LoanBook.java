package dev.gatehouse.loans.book;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.loans.annuity.InterestCharge;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.page.Position;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps loans, each within its owner: what belongs to somebody else is not there. A debt
 * changes only together with the ledger entries that say why.
 */
public class LoanBook {

	private final LoanRows loans;

	private final Ledger ledger;

	LoanBook(LoanRows loans, Ledger ledger) {
		this.loans = loans;
		this.ledger = ledger;
	}

	public Optional<Loan> find(Caller owner, UUID id) {
		return this.loans.find(owner, id);
	}

	/** The owner's loans, newest first. */
	public Page<Loan> page(Caller owner, PageRequest page) {
		return page.page(this.loans.list(owner, page), (loan) -> new Position(loan.createdAt(), loan.id()));
	}

	/** Opens a loan and books its disbursement. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void open(Loan loan) {
		this.loans.insert(loan);
		this.ledger.disbursement(loan);
	}

	/**
	 * The loan as it stands, held until the transaction ends: of two repayments at once
	 * the second sees what the first has left.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Loan> hold(Caller owner, UUID id) {
		return this.loans.lock(owner, id);
	}

	/** Books interest and payment on a loan that is held, and gives the loan after it. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Loan book(Loan held, List<InterestCharge> charges, Repayment repayment) {
		Loan after = held.with(held.debt().charged(charges).less(repayment.paid()));
		charges.forEach((charge) -> this.ledger.interest(held, charge, repayment.bookedAt()));
		this.ledger.repayment(held, repayment, after.debt().accruedThrough());
		this.loans.update(after);
		return after;
	}

}
