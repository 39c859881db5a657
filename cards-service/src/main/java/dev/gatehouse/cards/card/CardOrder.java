package dev.gatehouse.cards.card;

import dev.gatehouse.service.money.Money;

/** What a partner asks for when it has a card issued. */
public record CardOrder(Product product, HolderName holder, CardCurrency currency, Money monthlyLimit) {
}
