package dev.gatehouse.gateway.record;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to (W3C Trace Context, section 3.2). A trace that the
 * caller began goes on; an invalid or ambiguous one is replaced.
 *
 * @param traceId 32 hexadecimal digits
 * @param parentId 16 hexadecimal digits: the gateway's own span
 * @param flags two hexadecimal digits
 * @param callersSpan 16 hexadecimal digits; null if the caller began no trace
 */
record TraceParent(String traceId, String parentId, String flags, @Nullable String callersSpan) {

	private static final int LENGTH = 55;

	private static final int SAMPLED = 1;

	/**
	 * Sampled and random: the flags that have a meaning. The others go no further
	 * (section 3.2.2.5).
	 */
	private static final int KNOWN_FLAGS = 3;

	static TraceParent of(List<String> lines) {
		if (lines.size() == 1 && isValid(lines.getFirst())) {
			String value = lines.getFirst();
			return new TraceParent(value.substring(3, 35), random(), flags(value), value.substring(36, 52));
		}
		return new TraceParent(random() + random(), random(), "00", null);
	}

	private static String flags(String value) {
		return "0" + (Character.digit(value.charAt(54), 16) & KNOWN_FLAGS);
	}

	private static boolean isValid(String value) {
		return value.length() >= LENGTH && isVersion(value) && value.charAt(2) == '-' && value.charAt(35) == '-'
				&& value.charAt(52) == '-' && isId(value, 3, 35) && isId(value, 36, 52) && isHex(value, 53, 55);
	}

	/** A later version may have more after what is known (section 4.3). */
	private static boolean isVersion(String value) {
		return isHex(value, 0, 2) && !value.startsWith("ff")
				&& (value.length() == LENGTH || (!value.startsWith("00") && value.charAt(LENGTH) == '-'));
	}

	private static boolean isId(String value, int from, int to) {
		return isHex(value, from, to) && !value.substring(from, to).chars().allMatch((c) -> c == '0');
	}

	private static boolean isHex(String value, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = value.charAt(i);
			if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
				return false;
			}
		}
		return true;
	}

	/** Returns whether the caller follows this trace (section 3.2.2.5.1). */
	boolean isSampled() {
		return (Character.digit(this.flags.charAt(1), 16) & SAMPLED) != 0;
	}

	/** Returns what goes on under another span, and whether that is followed. */
	String under(String span, boolean sampled) {
		int others = Character.digit(this.flags.charAt(1), 16) & ~SAMPLED;
		return "00-" + this.traceId + "-" + span + "-0" + (sampled ? others | SAMPLED : others);
	}

	/** Returns 16 random hexadecimal digits that are not all zero. */
	static String random() {
		long bits = ThreadLocalRandom.current().nextLong();
		return HexFormat.of().toHexDigits((bits != 0) ? bits : 1);
	}

	@Override
	public String toString() {
		return "00-" + this.traceId + "-" + this.parentId + "-" + this.flags;
	}

}
