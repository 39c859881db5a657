package dev.gatehouse.loans;

import java.util.List;
import java.util.UUID;

import dev.gatehouse.loans.book.LoanBook;
import dev.gatehouse.service.caller.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the book keeps below the API, and what the database lets nobody do. */
@LoansTest
class LedgerTests {

	private final Lender lender;

	private final JdbcClient jdbc;

	private final TimeMachine clock;

	LedgerTests(@LocalServerPort int port, @Autowired JdbcClient jdbc, @Autowired TimeMachine clock) {
		this.lender = Lender.at(port);
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@BeforeEach
	void begin() {
		this.clock.reset();
	}

	@Test
	void everythingThatChangedTheDebtIsAnEntry() {
		UUID loan = loanWithHistory();
		List<String> entries = this.jdbc
			.sql("select concat_ws(' ', number, kind, principal, interest, value_on) from loan_entry where loan = ? "
					+ "order by number")
			.param(loan)
			.query((row, _) -> row.getString(1))
			.list();
		assertThat(entries).containsExactly("1 disbursement 100000 0 2026-11-16", "2 interest 0 1000 2026-12-16",
				"3 interest 0 516 2027-01-01", "4 repayment -8484 -1516 2027-01-01", "5 repayment -91516 0 2027-01-01");
	}

	@Test
	void sumsOfTheLedgerAreTheDebt() {
		loanWithHistory();
		this.lender.borrow(Application.consumer());
		int wrong = this.jdbc.sql("""
				select count(*) from loan where (outstanding_principal, unpaid_interest) is distinct from
					(select (sum(principal)::bigint, sum(interest)::bigint) from loan_entry where loan = loan.id)""")
			.query(Integer.class)
			.single();
		assertThat(wrong).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "update loan_entry set principal = 1", "delete from loan_entry", "truncate loan_entry" })
	void entryIsNeverChangedOrRemoved(String statement) {
		loanWithHistory();
		assertRefused(statement);
	}

	@ParameterizedTest
	@ValueSource(strings = { "annual_rate = 1", "principal = principal + 1", "months = 13", "client = 'somebody-else'",
			"due_day = 17", "accrued_through = accrued_through - 1", "outstanding_principal = -1",
			"outstanding_principal = principal + 1", "unpaid_interest = -1" })
	void databaseKeepsTermsAndBounds(String change) {
		loanWithHistory();
		assertRefused("update loan set version = version + 1, " + change);
	}

	@Test
	void debtChangesOnlyWithItsVersion() {
		loanWithHistory();
		assertRefused("update loan set unpaid_interest = 1");
	}

	@Test
	void nobodyHoldsALoanOutsideATransaction(@Autowired LoanBook book) {
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> book.hold(new Caller("acme"), UUID.randomUUID()));
	}

	private void assertRefused(String statement) {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.jdbc.sql(statement).update())
			.havingRootCause()
			.withMessageMatching("(?s).*(append-only|version by version|violates check constraint).*");
	}

	/** Disbursed, a month and sixteen days later paid in part, then in full. */
	private UUID loanWithHistory() {
		this.clock.reset();
		String loan = this.lender.borrow(Application.consumer().firstDue("2026-12-16"));
		this.clock.travelTo("2027-01-01");
		this.lender.repay(loan, "100.00").expect(201);
		this.lender.repay(loan, this.lender.outstanding(loan)).expect(201);
		return UUID.fromString(loan.substring("/v1/loans/".length()));
	}

}
