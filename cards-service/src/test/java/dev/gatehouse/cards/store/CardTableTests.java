package dev.gatehouse.cards.store;

import java.util.UUID;

import dev.gatehouse.cards.CardsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The second line: what the database refuses whoever writes. */
@CardsTest
class CardTableTests {

	private static final String BLOCK = "status = 'blocked', block_reason = '%s', blocked_since = now(), ";

	private static final String NEXT = "version = version + 1";

	private final UUID id = UUID.randomUUID();

	private final JdbcClient jdbc;

	CardTableTests(@Autowired JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@BeforeEach
	void addCard() {
		add(this.id, fingerprint());
	}

	@ParameterizedTest
	@ValueSource(strings = { "monthly_limit = 1, ",
			"status = 'blocked', block_reason = 'lost', blocked_since = now(), ", "" })
	void nextVersionIsWritten(String change) {
		assertThat(change(change + NEXT)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "monthly_limit = 1", "version = version + 2", "version = version - 1",
			"monthly_limit = 1, version = version" })
	void changeThatDoesNotCountIsRefused(String change) {
		assertRefused(change);
	}

	@ParameterizedTest
	@ValueSource(strings = { "monthly_limit = 0", "status = 'gone'", "status = 'blocked'", "block_reason = 'lost'",
			"status = 'blocked', block_reason = 'lost'",
			"status = 'blocked', block_reason = 'bored', blocked_since = now()" })
	void stateThatNoCardCanHaveIsRefused(String change) {
		assertRefused(change + ", " + NEXT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_id = 'another'", "holder_name = 'Another'", "last_four = '0000'",
			"currency = 'USD'", "product = 'credit'", "expires = '2099-01-01'", "issued_at = now() - interval '1 day'",
			"number_fingerprint = repeat('0', 64)", "card_id = '00000000-0000-0000-0000-000000000001'" })
	void whatIsFixedAtIssueStays(String change) {
		assertRefused(change + ", " + NEXT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost", "stolen" })
	void cardBlockedForGoodDoesNotChange(String reason) {
		change(BLOCK.formatted(reason) + NEXT);
		assertRefused("status = 'active', block_reason = null, blocked_since = null, " + NEXT);
		assertRefused("monthly_limit = 1, " + NEXT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "suspected-fraud", "holder-request" })
	void passingBlockIsUndoneButKeepsItsReason(String reason) {
		change(BLOCK.formatted(reason) + NEXT);
		assertRefused("block_reason = 'lost', " + NEXT);
		assertThat(change("status = 'active', block_reason = null, blocked_since = null, " + NEXT)).isEqualTo(1);
	}

	@Test
	void twoCardsNeverShareANumber() {
		String fingerprint = fingerprint();
		add(UUID.randomUUID(), fingerprint);
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> add(UUID.randomUUID(), fingerprint));
	}

	private void assertRefused(String change) {
		assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> change(change));
	}

	private int change(String change) {
		return this.jdbc.sql("update card set " + change + " where card_id = :id").param("id", this.id).update();
	}

	private void add(UUID card, String fingerprint) {
		this.jdbc.sql("""
				insert into card (card_id, client_id, product, holder_name, last_four, number_fingerprint, currency,
					monthly_limit, expires, status, version, issued_at)
				values (:id, 'someone', 'debit', 'Ada Lovelace', '4242', :fingerprint, 'EUR', 10000, '2030-11-01',
					'active', 1, now())""").param("id", card).param("fingerprint", fingerprint).update();
	}

	private static String fingerprint() {
		return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
	}

}
