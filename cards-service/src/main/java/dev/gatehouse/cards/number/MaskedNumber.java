package dev.gatehouse.cards.number;

import java.util.regex.Pattern;

/**
 * What may be shown and kept of a card number: its last four digits (PCI DSS 3.4.1 allows
 * no more than BIN and last four; a partner needs only these).
 */
public record MaskedNumber(String lastFour) {

	private static final Pattern SHAPE = Pattern.compile("[0-9]{4}");

	public MaskedNumber {
		if (!SHAPE.matcher(lastFour).matches()) {
			throw new IllegalArgumentException("last four must be four digits");
		}
	}

	@Override
	public String toString() {
		return "**** **** **** " + this.lastFour;
	}
}
