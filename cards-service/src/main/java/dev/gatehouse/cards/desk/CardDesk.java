package dev.gatehouse.cards.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;

import dev.gatehouse.cards.card.BlockReason;
import dev.gatehouse.cards.card.Card;
import dev.gatehouse.cards.card.CardOrder;
import dev.gatehouse.cards.card.Catalogue;
import dev.gatehouse.cards.number.MintedNumber;
import dev.gatehouse.cards.number.NumberMint;
import dev.gatehouse.cards.store.CardStore;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.page.Position;
import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.revision.IfMatch;
import dev.gatehouse.service.revision.Revision;

import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.IdGenerator;

/** A partner's dealings with its cards. What another partner owns is not there. */
public class CardDesk {

	/**
	 * With a six-digit prefix, a billion numbers: a second clash in a row is already next
	 * to impossible.
	 */
	private static final int NUMBERS_TRIED = 5;

	private final CardStore store;

	private final NumberMint mint;

	private final Catalogue catalogue;

	private final Clock clock;

	private final IdGenerator ids;

	CardDesk(CardStore store, NumberMint mint, Catalogue catalogue, Clock clock, IdGenerator ids) {
		this.store = store;
		this.mint = mint;
		this.catalogue = catalogue;
		this.clock = clock;
		this.ids = ids;
	}

	public Page<Card> list(Caller caller, PageRequest page) {
		return page.page(this.store.page(caller, page), (card) -> new Position(card.issuedAt(), card.id()));
	}

	public Card show(Caller caller, UUID id) {
		return this.store.find(caller, id).orElseThrow(() -> Problem.notFound().exception());
	}

	@Transactional
	public Card issue(Caller caller, CardOrder order) {
		for (int attempt = 0; attempt < NUMBERS_TRIED; attempt++) {
			MintedNumber number = this.mint.next();
			Card card = Refusals.named(() -> Card.issue(this.ids.generateId(), order,
					this.catalogue.of(order.product()), number.masked(), this.clock.instant()));
			if (this.store.add(caller, card, number.fingerprint())) {
				return card;
			}
		}
		throw new IllegalStateException("no free card number in " + NUMBERS_TRIED + " attempts");
	}

	@Transactional
	public Card block(Caller caller, UUID id, IfMatch seen, BlockReason reason) {
		return change(caller, id, seen, (card, now) -> card.block(reason, now));
	}

	@Transactional
	public Card unblock(Caller caller, UUID id, IfMatch seen) {
		return change(caller, id, seen, Card::unblock);
	}

	@Transactional
	public Card limit(Caller caller, UUID id, IfMatch seen, Money limit) {
		return change(caller, id, seen, (card, now) -> card.limitTo(limit, this.catalogue.of(card.product()), now));
	}

	private Card change(Caller caller, UUID id, IfMatch seen, BiFunction<Card, Instant, Card> rule) {
		Card card = this.store.lock(caller, id).orElseThrow(() -> Problem.notFound().exception());
		// After the wait for the lock, so that nobody is older than what he follows.
		Instant now = this.clock.instant();
		seen.require(new Revision(card.revision(now)));
		Card changed = Refusals.named(() -> rule.apply(card, now));
		this.store.update(caller, changed);
		return changed;
	}

}
