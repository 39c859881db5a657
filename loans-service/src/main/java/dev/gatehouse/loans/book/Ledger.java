package dev.gatehouse.loans.book;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import dev.gatehouse.loans.annuity.InterestCharge;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The append-only table of everything that changed a debt. What raises it is positive,
 * what lowers it negative, so that the sums over a loan are its debt.
 */
final class Ledger {

	/** Numbers cannot collide: whoever appends holds the loan. */
	private static final String APPEND = """
			insert into loan_entry (loan, number, kind, principal, interest, value_on, booked_at, repayment, reference)
			select :loan, coalesce(max(number), 0) + 1, :kind, :principal, :interest, :valueOn, :bookedAt,
				:repayment, :reference
			from loan_entry where loan = :loan""";

	private final JdbcClient jdbc;

	Ledger(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void disbursement(Loan loan) {
		entry(loan, "disbursement", loan.terms().disbursedOn(), loan.createdAt())
			.param("principal", minor(loan, loan.terms().principal()))
			.param("interest", 0L)
			.param("repayment", null)
			.param("reference", null)
			.update();
	}

	/** A charge too small to be a cent leaves no entry. */
	void interest(Loan loan, InterestCharge charge, Instant bookedAt) {
		if (charge.interest().signum() > 0) {
			entry(loan, "interest", charge.through(), bookedAt).param("principal", 0L)
				.param("interest", minor(loan, charge.interest()))
				.param("repayment", null)
				.param("reference", null)
				.update();
		}
	}

	void repayment(Loan loan, Repayment repayment, LocalDate valueOn) {
		entry(loan, "repayment", valueOn, repayment.bookedAt())
			.param("principal", -minor(loan, repayment.paid().principal()))
			.param("interest", -minor(loan, repayment.paid().interest()))
			.param("repayment", repayment.id())
			.param("reference", repayment.reference())
			.update();
	}

	private JdbcClient.StatementSpec entry(Loan loan, String kind, LocalDate valueOn, Instant bookedAt) {
		return this.jdbc.sql(APPEND)
			.param("loan", loan.id())
			.param("kind", kind)
			.param("valueOn", valueOn)
			.param("bookedAt", bookedAt.atOffset(ZoneOffset.UTC));
	}

	private static long minor(Loan loan, BigDecimal amount) {
		return loan.money(amount).minor();
	}

}
