package dev.gatehouse.accounts.ledger;

import java.util.UUID;

import dev.gatehouse.accounts.Partner;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The second line: what the database itself does not let happen, whoever asks. */
@ServiceTest
class LedgerGuardTests {

	private final Partner partner;

	private final JdbcClient jdbc;

	private String account = "";

	LedgerGuardTests(@LocalServerPort int port, @Autowired JdbcClient jdbc) {
		this.partner = Partner.at(port);
		this.jdbc = jdbc;
	}

	@BeforeEach
	void openAccount() {
		this.account = this.partner.account("10.00");
		this.partner.credit(this.account, "5.00").expect(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "update ledger_entry set amount = amount + 1 where account = :account",
			"update ledger_entry set balance_after = 0 where account = :account",
			"update ledger_entry set reference = 'x' where account = :account",
			"delete from ledger_entry where account = :account", "truncate ledger_entry",
			"update account set balance = balance + 1, version = version + 1 where id = :account",
			"update account set entries = 0, version = version + 1 where id = :account",
			"update account set currency = 'USD', version = version + 1 where id = :account",
			"update account set overdraft_limit = 0, version = version + 1 where id = :account",
			"update account set client = 'other', version = version + 1 where id = :account",
			"update account set closed_at = now(), status = 'closed', version = version + 1 where id = :account",
			"update account set status = 'closed' where id = :account", "delete from account where id = :account",
			"truncate account cascade" })
	void historyDoesNotChange(String sql) {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> run(sql));
		assertThat(this.partner.balance(this.account)).isEqualTo("5.00");
	}

	@Test
	void entryBelowTheOverdraftLimitIsRefused() {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> insert(-1501));
		assertThatCode(() -> insert(-1500)).doesNotThrowAnyException();
		assertThat(this.partner.balance(this.account)).isEqualTo("-10.00");
	}

	@Test
	void entryCarriesTheBalanceOnWhateverItClaims() {
		run("insert into ledger_entry (id, account, number, amount, balance_after, booked_at) "
				+ "values (gen_random_uuid(), :account, 77, 100, 12345, now())");
		assertThat(this.partner.balance(this.account)).isEqualTo("6.00");
		assertThat(this.jdbc
			.sql("select sum(amount) = max(balance_after) filter (where number = 2) and max(number) = 2 "
					+ "from ledger_entry where account = :account")
			.param("account", id())
			.query(Boolean.class)
			.single()).isTrue();
	}

	@Test
	void entryOnAClosedAccountIsRefused() {
		this.partner.debit(this.account, "5.00").expect(201);
		this.partner.close(this.account).expect(204);
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> insert(1));
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> run("update account set status = 'open', closed_at = null, version = version + 1 "
					+ "where id = :account"));
	}

	private void insert(long amount) {
		run("insert into ledger_entry (id, account, amount, booked_at) values (gen_random_uuid(), :account, " + amount
				+ ", now())");
	}

	private void run(String sql) {
		this.jdbc.sql(sql).param("account", id()).update();
	}

	private UUID id() {
		return UUID.fromString(this.account.substring(this.account.lastIndexOf('/') + 1));
	}

}
