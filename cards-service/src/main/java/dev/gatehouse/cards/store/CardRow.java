package dev.gatehouse.cards.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Currency;
import java.util.UUID;

import dev.gatehouse.cards.card.Block;
import dev.gatehouse.cards.card.BlockReason;
import dev.gatehouse.cards.card.Card;
import dev.gatehouse.cards.card.HolderName;
import dev.gatehouse.cards.card.Product;
import dev.gatehouse.cards.number.MaskedNumber;
import dev.gatehouse.service.money.Money;
import org.jspecify.annotations.Nullable;

/** Reads one row of the table {@code card}. */
final class CardRow {

	private CardRow() {
	}

	static Card read(ResultSet row, int number) throws SQLException {
		return new Card(row.getObject("card_id", UUID.class), Product.of(row.getString("product")),
				new HolderName(row.getString("holder_name")), new MaskedNumber(row.getString("last_four")),
				Money.ofMinor(row.getLong("monthly_limit"), Currency.getInstance(row.getString("currency"))),
				YearMonth.from(row.getObject("expires", LocalDate.class)), block(row), instant(row, "issued_at"),
				row.getLong("version"));
	}

	private static @Nullable Block block(ResultSet row) throws SQLException {
		String reason = row.getString("block_reason");
		return (reason != null) ? new Block(BlockReason.of(reason), instant(row, "blocked_since")) : null;
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

}
