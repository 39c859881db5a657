package dev.gatehouse.gateway.validation;

/** The one form of a UUID (RFC 9562, section 4): 8-4-4-4-12 hexadecimal digits. */
final class UuidForm {

	private static final int LENGTH = 36;

	private UuidForm() {
	}

	static boolean is(String text, int from, int to) {
		if (to - from != LENGTH) {
			return false;
		}
		for (int i = 0; i < LENGTH; i++) {
			char c = text.charAt(from + i);
			boolean fits = (i == 8 || i == 13 || i == 18 || i == 23) ? c == '-' : isHex(c);
			if (!fits) {
				return false;
			}
		}
		return true;
	}

	private static boolean isHex(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}

}
