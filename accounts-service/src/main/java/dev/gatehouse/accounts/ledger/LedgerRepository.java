package dev.gatehouse.accounts.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.UUID;

import dev.gatehouse.accounts.account.Account;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.page.Position;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of ledger entries. Inserting one books it: the database carries the balance
 * on.
 */
final class LedgerRepository {

	private static final String LIST = """
			select * from ledger_entry where account = :account and (booked_at, id) < (:time, :id)
			order by booked_at desc, id desc limit :rows""";

	private static final String INSERT = """
			insert into ledger_entry (id, account, amount, reference, booked_at)
			values (:id, :account, :amount, :reference, :bookedAt) returning *""";

	private final JdbcClient jdbc;

	LedgerRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Page<Entry> page(Account account, PageRequest page) {
		return page.page(this.jdbc.sql(LIST)
			.param("account", account.id())
			.param("time", page.after().timestamp())
			.param("id", page.after().id())
			.param("rows", page.fetch())
			.query((row, number) -> map(row, account.balance().currency()))
			.list(), (entry) -> new Position(entry.bookedAt(), entry.id()));
	}

	Entry book(Account account, UUID id, Money amount, @Nullable String reference, Instant now) {
		return this.jdbc.sql(INSERT)
			.param("id", id)
			.param("account", account.id())
			.param("amount", amount.minor())
			.param("reference", reference)
			.param("bookedAt", now.atOffset(ZoneOffset.UTC))
			.query((row, number) -> map(row, amount.currency()))
			.single();
	}

	private static Entry map(ResultSet row, Currency currency) throws SQLException {
		return new Entry(row.getObject("id", UUID.class), Money.ofMinor(row.getLong("amount"), currency),
				Money.ofMinor(row.getLong("balance_after"), currency), row.getString("reference"),
				row.getObject("booked_at", OffsetDateTime.class).toInstant());
	}

}
