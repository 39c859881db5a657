package dev.gatehouse.gateway.validation;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * A whole number as JSON writes it: no sign but a minus, no leading zeros.
 *
 * @param least the least; null: there is none
 * @param most the greatest; null: there is none
 */
record WholeNumberRule(@Nullable Long least, @Nullable Long most) implements TextRule {

	/** As many digits always fit a long. */
	private static final int SAFE_DIGITS = 18;

	@Override
	public @Nullable String broken(String text, int from, int to) {
		int digits = (from < to && text.charAt(from) == '-') ? from + 1 : from;
		if (!isNumber(text, digits, to)) {
			return "type";
		}
		return (to - digits <= SAFE_DIGITS) ? broken(Long.parseLong(text, from, to, 10))
				: broken(new BigInteger(text.substring(from, to)));
	}

	private @Nullable String broken(long number) {
		if (this.least != null && number < this.least) {
			return "minimum";
		}
		return (this.most != null && number > this.most) ? "maximum" : null;
	}

	private @Nullable String broken(BigInteger number) {
		if (this.least != null && number.compareTo(BigInteger.valueOf(this.least)) < 0) {
			return "minimum";
		}
		return (this.most != null && number.compareTo(BigInteger.valueOf(this.most)) > 0) ? "maximum" : null;
	}

	private static boolean isNumber(String text, int from, int to) {
		if (from == to || (text.charAt(from) == '0' && to - from > 1)) {
			return false;
		}
		for (int i = from; i < to; i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return true;
	}

}
