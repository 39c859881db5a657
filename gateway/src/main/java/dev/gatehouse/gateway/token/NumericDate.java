package dev.gatehouse.gateway.token;

import org.jspecify.annotations.Nullable;

/**
 * Seconds of the epoch, also with a fraction, as a claim has them (RFC 7519, section 2).
 */
final class NumericDate {

	/** Far beyond any token, and far from where arithmetic overflows. */
	private static final double LAST_SECOND = 1e11;

	private NumericDate() {
	}

	/** Returns milliseconds of the epoch, or null if the value is no time. */
	static @Nullable Long millis(@Nullable Object value) {
		if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) <= LAST_SECOND)) {
			return null;
		}
		return (number instanceof Long seconds) ? seconds * 1000 : (long) Math.floor(number.doubleValue() * 1000);
	}

	static long require(@Nullable Object value) {
		Long millis = millis(value);
		if (millis == null) {
			throw new IllegalArgumentException("no time: the rules were not asked");
		}
		return millis;
	}

}
