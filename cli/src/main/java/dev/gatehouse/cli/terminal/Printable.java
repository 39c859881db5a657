package dev.gatehouse.cli.terminal;

/**
 * Text of others on a terminal. A name may hold an escape sequence, which would move the
 * cursor or hide a line.
 */
public final class Printable {

	private Printable() {
	}

	/** The text on one line, with a question mark for each character that is none. */
	public static String text(String text) {
		return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
	}

}
