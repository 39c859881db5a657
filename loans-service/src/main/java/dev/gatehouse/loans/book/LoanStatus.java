package dev.gatehouse.loans.book;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether anything is owed. A repaid loan never becomes active again. */
public enum LoanStatus {

	ACTIVE, REPAID;

	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
