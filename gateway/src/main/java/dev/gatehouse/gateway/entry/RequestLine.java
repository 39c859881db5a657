package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request line (RFC 9112, section 3): one space twice, a method, a target that is
 * a path or names this host in full, and HTTP/1.1 or HTTP/1.0. Belongs to one connection.
 */
final class RequestLine {

	/** No method is longer (RFC 9112, section 3, asks to bound it). */
	static final int LONGEST_METHOD = 64;

	/** What a line has beside its target. */
	static final int AROUND_TARGET = LONGEST_METHOD + " HTTP/1.1".length() + 1;

	private static final String VERSION = "HTTP/1.";

	private static final String[] SCHEMES = { "http://", "https://" };

	private final int longestTarget;

	private boolean old;

	private @Nullable String authority;

	/**
	 * Creates a reader.
	 * @param longestTarget octets
	 */
	RequestLine(int longestTarget) {
		this.longestTarget = longestTarget;
	}

	/** Returns whether the version is HTTP/1.0. */
	boolean isOld() {
		return this.old;
	}

	/**
	 * Returns the authority that the target names, in lower case; null if it is a path.
	 */
	@Nullable String authority() {
		return this.authority;
	}

	/**
	 * Reads the line.
	 * @throws Refusal if it is malformed or too long
	 */
	void read(byte[] octets, int from, int to) {
		int method = endOfMethod(octets, from, to);
		int target = endOfTarget(octets, method + 1, to);
		readVersion(octets, target + 1, to);
		readTarget(octets, method + 1, target);
	}

	/**
	 * Refuses what has begun as no line can, or is longer already than any may be.
	 */
	void check(byte[] octets, int from, int to) {
		if (to - from > LONGEST_METHOD) {
			endOfMethod(octets, from, to);
		}
		if (to - from > this.longestTarget + AROUND_TARGET) {
			throw tooLong();
		}
	}

	/**
	 * Reads a method that stands alone (RFC 9113, section 8.3.1).
	 * @throws Refusal if it is malformed or too long
	 */
	static void readMethod(byte[] octets, int from, int to) {
		int end = endOfToken(octets, from, to);
		if (end == from || end != to || end - from > LONGEST_METHOD) {
			throw malformed();
		}
		refuseTunnel(octets, from, end);
	}

	/**
	 * Reads a target that can only be a path, with or without a query.
	 * @param longest octets
	 * @throws Refusal if it is malformed or too long
	 */
	static void readPath(byte[] octets, int from, int to, int longest) {
		if (to - from > longest) {
			throw tooLong();
		}
		checkPath(octets, from, to);
	}

	private static int endOfMethod(byte[] octets, int from, int to) {
		int end = endOfToken(octets, from, to);
		if (end == from || end == to || octets[end] != ' ' || end - from > LONGEST_METHOD) {
			throw malformed();
		}
		refuseTunnel(octets, from, end);
		return end;
	}

	private static int endOfToken(byte[] octets, int from, int to) {
		int end = from;
		while (end < to && end - from <= LONGEST_METHOD && Octets.isToken(octets[end])) {
			end++;
		}
		return end;
	}

	private static void refuseTunnel(byte[] octets, int from, int to) {
		if (Octets.equalsIgnoreCase("connect", octets, from, to)) {
			throw Refusal.of(Problem.BAD_REQUEST, "This gateway is no tunnel.");
		}
	}

	private int endOfTarget(byte[] octets, int from, int to) {
		int end = from;
		while (end < to && octets[end] != ' ') {
			end++;
		}
		if (end - from > this.longestTarget) {
			throw tooLong();
		}
		return end;
	}

	private void readVersion(byte[] octets, int from, int to) {
		boolean known = to - from == VERSION.length() + 1 && (octets[to - 1] == '1' || octets[to - 1] == '0');
		for (int i = 0; known && i < VERSION.length(); i++) {
			known = octets[from + i] == VERSION.charAt(i);
		}
		if (!known) {
			throw Refusal.of(Problem.BAD_REQUEST, "The request line does not end in HTTP/1.1.");
		}
		this.old = octets[to - 1] == '0';
	}

	private void readTarget(byte[] octets, int from, int to) {
		this.authority = null;
		int path = (from < to && octets[from] != '/') ? afterAuthority(octets, from, to) : from;
		checkPath(octets, path, to);
	}

	private static void checkPath(byte[] octets, int from, int to) {
		boolean query = false;
		for (int i = from; i < to; i++) {
			byte octet = octets[i];
			query |= octet == '?';
			if (!(query ? Octets.isQuery(octet) : Octets.isPath(octet))
					|| (octet == '%' && !isEncoded(octets, i, to))) {
				throw malformed();
			}
		}
		if (from == to || octets[from] != '/') {
			throw malformed();
		}
	}

	/** The form in which a proxy is asked (RFC 9112, section 3.2.2). */
	private int afterAuthority(byte[] octets, int from, int to) {
		for (String scheme : SCHEMES) {
			int begin = from + scheme.length();
			if (begin < to && Octets.equalsIgnoreCase(scheme, octets, from, begin)) {
				int end = begin;
				while (end < to && octets[end] != '/' && octets[end] != '?') {
					end++;
				}
				this.authority = lowerCase(octets, begin, end);
				return end;
			}
		}
		throw malformed();
	}

	static String lowerCase(byte[] octets, int from, int to) {
		return new String(octets, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
	}

	private static boolean isEncoded(byte[] octets, int percent, int to) {
		return percent + 2 < to && Octets.hex(octets[percent + 1]) >= 0 && Octets.hex(octets[percent + 2]) >= 0;
	}

	private static Refusal malformed() {
		return Refusal.of(Problem.BAD_REQUEST, "The request line is not well-formed.");
	}

	private static Refusal tooLong() {
		return Refusal.of(Problem.TARGET_TOO_LONG, "The request target is too long.");
	}

}
