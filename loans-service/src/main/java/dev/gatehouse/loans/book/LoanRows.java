package dev.gatehouse.loans.book;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Terms;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.page.PageRequest;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of loans. */
final class LoanRows {

	private static final String OWN = "select * from loan where id = :id and client = :client";

	private static final String LIST = """
			select * from loan where client = :client and (created_at, id) < (:time, :id)
			order by created_at desc, id desc limit :rows""";

	private static final String INSERT = """
			insert into loan (id, client, product, borrower, currency, principal, annual_rate, months, disbursed_on,
				first_due_on, due_day, outstanding_principal, unpaid_interest, accrued_through, version, created_at)
			values (:id, :client, :product, :borrower, :currency, :principal, :rate, :months, :disbursedOn,
				:firstDueOn, :dueDay, :owedPrincipal, :owedInterest, :accruedThrough, :version, :createdAt)""";

	private static final String UPDATE = """
			update loan set outstanding_principal = :owedPrincipal, unpaid_interest = :owedInterest,
				accrued_through = :accruedThrough, version = :version
			where id = :id""";

	private final JdbcClient jdbc;

	LoanRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Loan> find(Caller owner, UUID id) {
		return own(OWN, owner, id);
	}

	Optional<Loan> lock(Caller owner, UUID id) {
		return own(OWN + " for update", owner, id);
	}

	List<Loan> list(Caller owner, PageRequest page) {
		return this.jdbc.sql(LIST)
			.param("client", owner.id())
			.param("time", page.after().timestamp())
			.param("id", page.after().id())
			.param("rows", page.fetch())
			.query(LoanRow::map)
			.list();
	}

	void insert(Loan loan) {
		Terms terms = loan.terms();
		debt(INSERT, loan).param("client", loan.owner().id())
			.param("product", loan.product().code())
			.param("borrower", loan.borrower())
			.param("currency", loan.currency().getCurrencyCode())
			.param("principal", minor(loan, terms.principal()))
			.param("rate", terms.rate().percent())
			.param("months", terms.months())
			.param("disbursedOn", terms.disbursedOn())
			.param("firstDueOn", terms.dueDates().first())
			.param("dueDay", terms.dueDates().day())
			.param("createdAt", loan.createdAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	void update(Loan loan) {
		debt(UPDATE, loan).update();
	}

	private Optional<Loan> own(String sql, Caller owner, UUID id) {
		return this.jdbc.sql(sql).param("id", id).param("client", owner.id()).query(LoanRow::map).optional();
	}

	private JdbcClient.StatementSpec debt(String sql, Loan loan) {
		return this.jdbc.sql(sql)
			.param("id", loan.id())
			.param("owedPrincipal", minor(loan, loan.debt().principal()))
			.param("owedInterest", minor(loan, loan.debt().interest()))
			.param("accruedThrough", loan.debt().accruedThrough())
			.param("version", loan.version());
	}

	private static long minor(Loan loan, BigDecimal amount) {
		return loan.money(amount).minor();
	}

}
