package dev.gatehouse.cards.api;

import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;

import dev.gatehouse.cards.card.Block;
import dev.gatehouse.cards.card.BlockReason;
import dev.gatehouse.cards.card.Card;
import dev.gatehouse.cards.card.CardState;
import dev.gatehouse.cards.card.HolderName;
import dev.gatehouse.cards.card.Product;
import dev.gatehouse.service.money.Money;
import org.jspecify.annotations.Nullable;

/** The contract's {@code Card}: a card as its partner sees it. */
record CardView(UUID cardId, Product product, HolderName holderName, String maskedNumber, String currency,
		Money monthlyLimit, YearMonth expires, String status, @Nullable BlockView block, Instant issuedAt) {

	static CardView of(Card card, Instant now) {
		return new CardView(card.id(), card.product(), card.holder(), card.number().toString(),
				card.monthlyLimit().currency().getCurrencyCode(), card.monthlyLimit(), card.expires(),
				status(card.state(now)), BlockView.of(card.block()), card.issuedAt());
	}

	private static String status(CardState state) {
		return switch (state) {
			case ACTIVE -> "active";
			case BLOCKED, BLOCKED_FOR_GOOD -> "blocked";
			case EXPIRED -> "expired";
		};
	}

	/** The contract's {@code Block}. */
	record BlockView(BlockReason reason, boolean forGood, Instant since) {

		static @Nullable BlockView of(@Nullable Block block) {
			return (block != null) ? new BlockView(block.reason(), block.reason().forGood(), block.since()) : null;
		}
	}
}
