package dev.gatehouse.loans.book;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Debt;
import dev.gatehouse.loans.annuity.DueDates;
import dev.gatehouse.loans.annuity.InterestRate;
import dev.gatehouse.loans.annuity.Terms;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;

/** One row of the table as a loan. */
final class LoanRow {

	private LoanRow() {
	}

	static Loan map(ResultSet row, int number) throws SQLException {
		return new Loan(row.getObject("id", UUID.class), new Caller(row.getString("client")),
				Product.of(row.getString("product")), row.getString("borrower"), currency(row), terms(row), debt(row),
				row.getLong("version"), row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	private static Terms terms(ResultSet row) throws SQLException {
		return new Terms(amount(row, "principal"), new InterestRate(row.getBigDecimal("annual_rate")),
				row.getInt("months"), day(row, "disbursed_on"),
				new DueDates(day(row, "first_due_on"), row.getInt("due_day")));
	}

	private static Debt debt(ResultSet row) throws SQLException {
		return new Debt(amount(row, "outstanding_principal"), amount(row, "unpaid_interest"),
				day(row, "accrued_through"));
	}

	private static BigDecimal amount(ResultSet row, String column) throws SQLException {
		return Money.ofMinor(row.getLong(column), currency(row)).amount();
	}

	private static LocalDate day(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDate.class);
	}

	private static Currency currency(ResultSet row) throws SQLException {
		return Currency.getInstance(row.getString("currency"));
	}

}
