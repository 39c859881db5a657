package dev.gatehouse.loans.book;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a loan is for; the bounds of each are settings. */
public enum Product {

	CONSUMER, BUSINESS, MORTGAGE;

	/** The name outside and in the database: lower case. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Product of(String code) {
		return valueOf(code.toUpperCase(Locale.ROOT));
	}

}
