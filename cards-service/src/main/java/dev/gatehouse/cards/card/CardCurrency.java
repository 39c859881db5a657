package dev.gatehouse.cards.card;

import java.util.Currency;

/**
 * The currencies in which cards are issued (ISO 4217). All have cents, so one set of
 * bounds suits them.
 */
public enum CardCurrency {

	CHF, EUR, GBP, USD;

	public Currency currency() {
		return Currency.getInstance(name());
	}

}
