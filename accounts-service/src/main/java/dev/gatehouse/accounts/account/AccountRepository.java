package dev.gatehouse.accounts.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.page.Position;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of accounts. Each call sees those of its caller only. */
final class AccountRepository {

	private static final String OWN = "select * from account where id = :id and client = :client";

	private static final String LIST = """
			select * from account where client = :client and (created_at, id) < (:time, :id)
			order by created_at desc, id desc limit :rows""";

	private static final String INSERT = """
			insert into account (id, client, holder, iban, currency, overdraft_limit, created_at)
			values (:id, :client, :holder, :iban, :currency, :overdraftLimit, :createdAt)""";

	private static final String CLOSE = """
			update account set status = 'closed', closed_at = :closedAt, version = version + 1 where id = :id""";

	private final JdbcClient jdbc;

	AccountRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Account> find(Caller owner, UUID id) {
		return own(OWN, owner, id);
	}

	/**
	 * The account, locked until the transaction ends: postings to one account come one
	 * after the other.
	 */
	Optional<Account> lock(Caller owner, UUID id) {
		return own(OWN + " for update", owner, id);
	}

	Page<Account> page(Caller owner, PageRequest page) {
		return page.page(this.jdbc.sql(LIST)
			.param("client", owner.id())
			.param("time", page.after().timestamp())
			.param("id", page.after().id())
			.param("rows", page.fetch())
			.query(AccountRepository::map)
			.list(), (account) -> new Position(account.createdAt(), account.id()));
	}

	Iban nextIban() {
		return Iban.of(this.jdbc.sql("select nextval('account_number')").query(Long.class).single());
	}

	void insert(Account account) {
		this.jdbc.sql(INSERT)
			.param("id", account.id())
			.param("client", account.owner())
			.param("holder", account.holder())
			.param("iban", account.iban().value())
			.param("currency", account.balance().currency().getCurrencyCode())
			.param("overdraftLimit", account.overdraftLimit().minor())
			.param("createdAt", account.createdAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	void close(Account account, Instant now) {
		this.jdbc.sql(CLOSE).param("id", account.id()).param("closedAt", now.atOffset(ZoneOffset.UTC)).update();
	}

	private Optional<Account> own(String sql, Caller owner, UUID id) {
		return this.jdbc.sql(sql).param("id", id).param("client", owner.id()).query(AccountRepository::map).optional();
	}

	private static Account map(ResultSet row, int number) throws SQLException {
		Currency currency = Currency.getInstance(row.getString("currency"));
		return new Account(row.getObject("id", UUID.class), row.getString("client"), row.getString("holder"),
				new Iban(row.getString("iban")), Money.ofMinor(row.getLong("overdraft_limit"), currency),
				Money.ofMinor(row.getLong("balance"), currency), row.getString("status").equals("open"),
				row.getLong("version"), row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
