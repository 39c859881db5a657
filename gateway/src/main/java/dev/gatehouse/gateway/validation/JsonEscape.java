package dev.gatehouse.gateway.validation;

/** What stands behind a backslash in a text (RFC 8259, section 7). */
final class JsonEscape {

	private static final String ESCAPES = "\"\\/bfnrt";

	private static final String ESCAPED = "\"\\/\b\f\n\r\t";

	/** Bytes of an escape of four digits. */
	private static final int UNIT = 6;

	private JsonEscape() {
	}

	/**
	 * Returns how many bytes an escape has, with the second half of a pair; 0 if it is
	 * none.
	 */
	static int length(byte[] bytes, int begin, int end) {
		if (begin + 1 >= end) {
			return 0;
		}
		if (bytes[begin + 1] != 'u') {
			return (ESCAPES.indexOf(bytes[begin + 1]) >= 0) ? 2 : 0;
		}
		int unit = unit(bytes, begin, end);
		if (unit < 0 || !Character.isSurrogate((char) unit)) {
			return (unit >= 0) ? UNIT : 0;
		}
		int low = unit(bytes, begin + UNIT, end);
		return (low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) ? 2 * UNIT : 0;
	}

	/** Returns what an escape of four digits comes to, or -1 if none is there. */
	private static int unit(byte[] bytes, int begin, int end) {
		if (begin + UNIT > end || bytes[begin] != '\\' || bytes[begin + 1] != 'u') {
			return -1;
		}
		int unit = 0;
		for (int i = begin + 2; i < begin + UNIT; i++) {
			int digit = Character.digit(bytes[i], 16);
			if (digit < 0) {
				return -1;
			}
			unit = unit * 16 + digit;
		}
		return unit;
	}

	/** Returns a text without its escapes, which are all ones of JSON. */
	static String plain(String text) {
		StringBuilder plain = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c != '\\') {
				plain.append(c);
			}
			else if (text.charAt(i + 1) == 'u') {
				plain.append((char) Integer.parseInt(text, i + 2, i + UNIT, 16));
				i += UNIT - 1;
			}
			else {
				plain.append(ESCAPED.charAt(ESCAPES.indexOf(text.charAt(i + 1))));
				i++;
			}
		}
		return plain.toString();
	}

}
