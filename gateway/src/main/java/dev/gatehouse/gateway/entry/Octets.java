package dev.gatehouse.gateway.entry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Which octets may stand where in a request's head (RFC 9110, section 5; RFC 3986,
 * section 3). Looked at on every request, so eight at a time where there are many.
 */
final class Octets {

	private static final String TOKEN = "!#$%&'*+-.^_`|~";

	private static final String UNRESERVED = "-._~";

	private static final String SUB_DELIMITERS = "!$&'()*+,;=";

	private static final boolean[] TOKENS = lettersDigitsAnd(TOKEN);

	private static final boolean[] PATHS = lettersDigitsAnd(UNRESERVED + SUB_DELIMITERS + ":@/%");

	/** Brackets are not in the grammar, but many a client sends them. */
	private static final boolean[] QUERIES = lettersDigitsAnd(UNRESERVED + SUB_DELIMITERS + ":@/%?[]");

	private static final boolean[] NAMES = lettersDigitsAnd(UNRESERVED);

	private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGHS = 0x8080808080808080L;

	private Octets() {
	}

	private static boolean[] lettersDigitsAnd(String others) {
		boolean[] table = new boolean[256];
		for (int c = 0; c < 128; c++) {
			table[c] = Character.isLetterOrDigit(c) || others.indexOf(c) >= 0;
		}
		return table;
	}

	static boolean isToken(byte octet) {
		return TOKENS[octet & 0xff];
	}

	static boolean isPath(byte octet) {
		return PATHS[octet & 0xff];
	}

	static boolean isQuery(byte octet) {
		return QUERIES[octet & 0xff];
	}

	/** Returns whether the octet may stand in the name of a host. */
	static boolean isName(byte octet) {
		return NAMES[octet & 0xff];
	}

	static boolean isDigit(byte octet) {
		return octet >= '0' && octet <= '9';
	}

	/** Returns the value of a hexadecimal digit, or -1. */
	static int hex(byte octet) {
		return Character.digit(octet, 16);
	}

	static boolean isBlank(byte octet) {
		return octet == ' ' || octet == '\t';
	}

	/** Returns whether the octet is a control character: below a space, or DEL. */
	static boolean isControl(byte octet) {
		return (octet >= 0 && octet < ' ') || octet == 0x7f;
	}

	/**
	 * Returns the index of the first control character, or {@code to}. A subtraction
	 * marks each octet that is too small in its highest bit; borrowing can mark wrong
	 * ones only after a right one, and the first is what is wanted.
	 */
	static int firstControl(byte[] octets, int from, int to) {
		int i = from;
		for (; i + Long.BYTES <= to; i += Long.BYTES) {
			long eight = (long) EIGHT.get(octets, i);
			long delete = eight ^ (ONES * 0x7f);
			long marked = ((eight - ONES * ' ') & ~eight | (delete - ONES) & ~delete) & HIGHS;
			if (marked != 0) {
				return i + Long.numberOfTrailingZeros(marked) / Byte.SIZE;
			}
		}
		while (i < to && !isControl(octets[i])) {
			i++;
		}
		return i;
	}

	/** Returns whether the octets are this text, which is in lower case, in any case. */
	static boolean equalsIgnoreCase(String lowerCase, byte[] octets, int from, int to) {
		if (to - from != lowerCase.length()) {
			return false;
		}
		for (int i = 0; i < lowerCase.length(); i++) {
			int octet = octets[from + i];
			if (((octet >= 'A' && octet <= 'Z') ? octet + 0x20 : octet) != lowerCase.charAt(i)) {
				return false;
			}
		}
		return true;
	}

}
