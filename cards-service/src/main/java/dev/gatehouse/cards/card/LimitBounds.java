package dev.gatehouse.cards.card;

import dev.gatehouse.service.money.Money;

/** Between which amounts, both included, a monthly limit may be. */
public record LimitBounds(Money minimum, Money maximum) {
}
