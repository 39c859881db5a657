package dev.gatehouse.cards.card;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of card it is; its {@link ProductTerms terms} are settings. */
public enum Product {

	DEBIT, CREDIT, PREPAID;

	public static Product of(String code) {
		return valueOf(code.toUpperCase(Locale.ROOT));
	}

	/** The name outside: lower case. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
