package dev.gatehouse.cards.store;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.cards.card.Block;
import dev.gatehouse.cards.card.Card;
import dev.gatehouse.cards.number.NumberFingerprint;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.page.PageRequest;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps cards, each under its owner: no query reaches another partner's rows. */
public final class CardStore {

	private static final String INSERT = """
			insert into card (card_id, client_id, product, holder_name, last_four, number_fingerprint, currency,
				monthly_limit, expires, status, version, issued_at)
			values (:id, :owner, :product, :holder, :lastFour, :fingerprint, :currency,
				:limit, :expires, 'active', :version, :issued)
			on conflict (number_fingerprint) do nothing""";

	private static final String FIND = "select * from card where client_id = :owner and card_id = :id";

	private static final String LOCK = FIND + " for update";

	private static final String PAGE = """
			select * from card where client_id = :owner and (issued_at, card_id) < (:time, :id)
			order by issued_at desc, card_id desc limit :fetch""";

	private static final String UPDATE = """
			update card set monthly_limit = :limit, status = :status, block_reason = :reason, blocked_since = :since,
				version = :version
			where client_id = :owner and card_id = :id and version = :version - 1""";

	private final JdbcClient jdbc;

	CardStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Adds a card, unless another card has its number already: then nothing is added and
	 * this is false.
	 */
	public boolean add(Caller owner, Card card, NumberFingerprint fingerprint) {
		return of(owner, card.id(), INSERT).param("product", card.product().code())
			.param("holder", card.holder().value())
			.param("lastFour", card.number().lastFour())
			.param("fingerprint", fingerprint.hex())
			.param("currency", card.monthlyLimit().currency().getCurrencyCode())
			.param("limit", card.monthlyLimit().minor())
			.param("expires", card.expires().atDay(1))
			.param("version", card.version())
			.param("issued", card.issuedAt().atOffset(ZoneOffset.UTC))
			.update() == 1;
	}

	public Optional<Card> find(Caller owner, UUID id) {
		return of(owner, id, FIND).query(CardRow::read).optional();
	}

	/** The card, which nobody else changes until the transaction ends. */
	public Optional<Card> lock(Caller owner, UUID id) {
		return of(owner, id, LOCK).query(CardRow::read).optional();
	}

	/** The rows of a page, newest first, and one more when there are more. */
	public List<Card> page(Caller owner, PageRequest page) {
		return of(owner, page.after().id(), PAGE).param("time", page.after().timestamp())
			.param("fetch", page.fetch())
			.query(CardRow::read)
			.list();
	}

	/** Writes the next version of a {@link #lock locked} card. */
	public void update(Caller owner, Card next) {
		Block block = next.block();
		int written = of(owner, next.id(), UPDATE).param("limit", next.monthlyLimit().minor())
			.param("status", (block != null) ? "blocked" : "active")
			.param("reason", (block != null) ? block.reason().code() : null)
			.param("since", (block != null) ? block.since().atOffset(ZoneOffset.UTC) : null)
			.param("version", next.version())
			.update();
		if (written != 1) {
			throw new IllegalStateException("a locked card has changed");
		}
	}

	private JdbcClient.StatementSpec of(Caller owner, UUID id, String sql) {
		return this.jdbc.sql(sql).param("owner", owner.id()).param("id", id);
	}

}
