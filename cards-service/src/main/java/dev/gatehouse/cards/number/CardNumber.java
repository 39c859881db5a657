package dev.gatehouse.cards.number;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A full card number, 16 digits. Not a record, so that nothing prints or serialises its
 * digits by default: whatever asks it for text gets the mask.
 */
final class CardNumber {

	private static final Pattern SHAPE = Pattern.compile("[0-9]{16}");

	private final String digits;

	CardNumber(String digits) {
		// The message must not carry the value: it may be a real number, mistyped.
		if (!SHAPE.matcher(digits).matches() || !Luhn.holds(digits)) {
			throw new IllegalArgumentException("not a card number");
		}
		this.digits = digits;
	}

	MaskedNumber masked() {
		return new MaskedNumber(this.digits.substring(12));
	}

	byte[] bytes() {
		return this.digits.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return masked().toString();
	}

}
