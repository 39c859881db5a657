package dev.gatehouse.gateway.entry;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Knows the one spelling of a path (RFC 3986, sections 3.3 and 6.2.2). Any other spelling
 * is refused and not repaired, so that the rule, the route and the service cannot read it
 * differently.
 */
final class CanonicalPath {

	private static final String ALLOWED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@";

	/**
	 * Octets that stay dangerous when they are encoded: they separate, climb, or end
	 * something for some reader.
	 */
	private static final String NEVER_ENCODED = "/\\%;.?#";

	private static final boolean[] LITERAL = new boolean[128];

	static {
		ALLOWED.chars().forEach((c) -> LITERAL[c] = true);
	}

	private CanonicalPath() {
	}

	static boolean is(String path) {
		if (path.isEmpty() || path.charAt(0) != '/') {
			return false;
		}
		boolean encoded = false;
		int segment = 1;
		for (int i = 1; i <= path.length(); i++) {
			char c = (i < path.length()) ? path.charAt(i) : '/';
			if (c == '/') {
				if (!isSegment(path, segment, i)) {
					return false;
				}
				segment = i + 1;
			}
			else if (c == '%') {
				encoded = true;
			}
			else if (c >= 128 || !LITERAL[c]) {
				return false;
			}
		}
		return !encoded || isCanonicallyEncoded(path);
	}

	/**
	 * An empty segment is a double slash, except at the very end, where no operation will
	 * match it.
	 */
	private static boolean isSegment(String path, int from, int to) {
		return switch (to - from) {
			case 0 -> to == path.length();
			case 1 -> path.charAt(from) != '.';
			case 2 -> path.charAt(from) != '.' || path.charAt(from + 1) != '.';
			default -> true;
		};
	}

	private static boolean isCanonicallyEncoded(String path) {
		ByteBuffer octets = ByteBuffer.allocate(path.length());
		for (int i = 0; i < path.length(); i++) {
			char c = path.charAt(i);
			if (c != '%') {
				octets.put((byte) c);
				continue;
			}
			int octet = (i + 2 < path.length()) ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
			if (octet < 0x20 || octet == 0x7f || !mayBeEncoded(octet)) {
				return false;
			}
			octets.put((byte) octet);
			i += 2;
		}
		return isVisibleText(octets.flip());
	}

	private static boolean mayBeEncoded(int octet) {
		return octet >= 128 || (!LITERAL[octet] && NEVER_ENCODED.indexOf(octet) < 0);
	}

	/**
	 * Text that some reader folds into other text, as wide dots into dots, is none
	 * either.
	 */
	private static boolean isVisibleText(ByteBuffer octets) {
		try {
			CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(octets);
			return Normalizer.isNormalized(text, Normalizer.Form.NFKC) && text.codePoints()
				.noneMatch((c) -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private static int hex(char c) {
		if (c >= '0' && c <= '9') {
			return c - '0';
		}
		return (c >= 'A' && c <= 'F') ? c - 'A' + 10 : -1000;
	}

}
