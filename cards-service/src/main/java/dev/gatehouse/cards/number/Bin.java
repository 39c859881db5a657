package dev.gatehouse.cards.number;

import java.util.regex.Pattern;

/** The issuer's prefix of every number, 6 or 8 digits (ISO/IEC 7812-1). */
record Bin(String digits) {

	private static final Pattern SHAPE = Pattern.compile("[0-9]{6}|[0-9]{8}");

	Bin {
		if (!SHAPE.matcher(digits).matches()) {
			throw new IllegalArgumentException("gatehouse.cards.number.bin must be 6 or 8 digits");
		}
	}
}
