package dev.gatehouse.cards.card;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A name as it is put on a card: 2 to 26 letters of the Latin script, with spaces,
 * points, hyphens and apostrophes (ISO/IEC 7813). No digits, so that no card number hides
 * in it.
 */
public record HolderName(@JsonValue String value) {

	/** The regular expression of a whole name. */
	public static final String SHAPE = "[A-Za-zÀ-ÖØ-öø-ž][A-Za-zÀ-ÖØ-öø-ž .'-]{1,25}";

	private static final Pattern PATTERN = Pattern.compile(SHAPE);

	public HolderName {
		if (!PATTERN.matcher(value).matches()) {
			throw new IllegalArgumentException("not a card holder's name");
		}
	}

	@Override
	public String toString() {
		// A person's name has no business in a log.
		return "HolderName[" + this.value.length() + " letters]";
	}
}
