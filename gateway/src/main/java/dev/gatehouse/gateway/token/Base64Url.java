package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.Base64;

/**
 * Base64url without padding (RFC 7515, section 2), where every value has one spelling:
 * unused bits must be zero (RFC 4648, section 3.5). Two different tokens that mean the
 * same do not exist.
 */
final class Base64Url {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private Base64Url() {
	}

	/**
	 * Decodes.
	 * @throws ParseException if the text is not the spelling of any bytes
	 */
	static byte[] decode(String text) throws ParseException {
		if (unusedBits(text) != 0 || text.indexOf('=') >= 0) {
			throw new ParseException("no base64url", 0);
		}
		try {
			return Base64.getUrlDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new ParseException("no base64url", 0);
		}
	}

	private static int unusedBits(String text) {
		int mask = switch (text.length() % 4) {
			case 2 -> 0b1111;
			case 3 -> 0b11;
			default -> 0;
		};
		return (mask != 0) ? ALPHABET.indexOf(text.charAt(text.length() - 1)) & mask : 0;
	}

}
