package dev.gatehouse.gateway.validation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Reads percent-encoded text the strict way (RFC 3986, section 2.1): what is no octet, or
 * as a whole no UTF-8, has no meaning that two readers would agree on.
 */
final class PercentCode {

	private PercentCode() {
	}

	/** Returns whether a part of a query is not simply what it says. */
	static boolean isEncoded(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (c == '%' || c == '+') {
				return true;
			}
		}
		return false;
	}

	/** Decodes a part of a query, where a plus is a space as in forms. */
	static @Nullable String decodeQuery(String text, int from, int to) {
		return isEncoded(text, from, to) ? decode(text, from, to, ' ') : text.substring(from, to);
	}

	/** Decodes a part of a path, where a plus is itself. */
	static @Nullable String decodePath(String text, int from, int to) {
		int code = text.indexOf('%', from);
		return (code >= 0 && code < to) ? decode(text, from, to, '+') : text.substring(from, to);
	}

	private static @Nullable String decode(String text, int from, int to, char plus) {
		ByteBuffer octets = ByteBuffer.allocate(to - from);
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (c == '%') {
				if (i + 2 >= to || !HexFormat.isHexDigit(text.charAt(i + 1))
						|| !HexFormat.isHexDigit(text.charAt(i + 2))) {
					return null;
				}
				octets.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
				i += 2;
			}
			else {
				octets.put((byte) ((c == '+') ? plus : c));
			}
		}
		return text(octets.flip());
	}

	private static @Nullable String text(ByteBuffer octets) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
