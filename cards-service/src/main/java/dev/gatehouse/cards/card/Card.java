package dev.gatehouse.cards.card;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.gatehouse.cards.number.MaskedNumber;
import dev.gatehouse.service.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A card as it stands. Every change gives a new card with the next version, or is refused
 * by the table in {@link CardState}. It knows no more of its number than the mask.
 *
 * @param expires the last month in which it is valid (UTC)
 * @param block why it is blocked, if it is
 * @param version counts the changes, from 1
 */
public record Card(UUID id, Product product, HolderName holder, MaskedNumber number, Money monthlyLimit,
		YearMonth expires, @Nullable Block block, Instant issuedAt, long version) {

	/**
	 * A new card, active from now on.
	 * @throws LimitRefused when the product does not allow the limit
	 */
	public static Card issue(UUID id, CardOrder order, ProductTerms terms, MaskedNumber number, Instant now) {
		Money limit = terms.checked(order.monthlyLimit(), order.currency().currency());
		return new Card(id, order.product(), order.holder(), number, limit, terms.lastMonth(monthOf(now)), null, now,
				1);
	}

	public CardState state(Instant now) {
		if (monthOf(now).isAfter(this.expires)) {
			return CardState.EXPIRED;
		}
		return (this.block != null) ? this.block.reason().state() : CardState.ACTIVE;
	}

	/**
	 * Which state of the card a partner has seen. Expiry counts as one more change, and
	 * as the last: it shows without anybody writing the card, and an expired card never
	 * changes again.
	 */
	public long revision(Instant now) {
		return (state(now) == CardState.EXPIRED) ? this.version + 1 : this.version;
	}

	/**
	 * The card, blocked.
	 * @throws CardRefused when it is blocked already or has expired
	 */
	public Card block(BlockReason reason, Instant now) {
		state(now).after(reason.event());
		return changed(this.monthlyLimit, new Block(reason, now));
	}

	/**
	 * The card, active again.
	 * @throws CardRefused when it is not blocked, is blocked for good or has expired
	 */
	public Card unblock(Instant now) {
		state(now).after(CardEvent.UNBLOCK);
		return changed(this.monthlyLimit, null);
	}

	/**
	 * The card with another limit.
	 * @throws CardRefused when it is blocked for good or has expired
	 * @throws LimitRefused when the product does not allow the limit
	 */
	public Card limitTo(Money limit, ProductTerms terms, Instant now) {
		state(now).after(CardEvent.CHANGE_LIMIT);
		return changed(terms.checked(limit, this.monthlyLimit.currency()), this.block);
	}

	private Card changed(Money limit, @Nullable Block changedBlock) {
		return new Card(this.id, this.product, this.holder, this.number, limit, this.expires, changedBlock,
				this.issuedAt, this.version + 1);
	}

	private static YearMonth monthOf(Instant now) {
		return YearMonth.from(now.atOffset(ZoneOffset.UTC));
	}
}
