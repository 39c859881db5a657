package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A nominal yearly rate in percent with at most four decimals. A month bears one twelfth
 * of it, whatever its days; a part of a month bears its share of that.
 */
public record InterestRate(BigDecimal percent) {

	private static final BigDecimal TWELVE_HUNDRED = BigDecimal.valueOf(1200);

	public InterestRate {
		if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0 || percent.scale() > 4) {
			throw new IllegalArgumentException("a yearly rate lies between 0 and 100 percent with up to 4 decimals");
		}
	}

	boolean isZero() {
		return this.percent.signum() == 0;
	}

	/** The monthly rate as a factor (0.01 is one percent), to 34 digits. */
	BigDecimal monthly() {
		return this.percent.divide(TWELVE_HUNDRED, MathContext.DECIMAL128);
	}

	/** A whole month's interest, rounded half even to the principal's own decimals. */
	BigDecimal ofMonth(BigDecimal principal) {
		return ofDays(principal, 1, 1);
	}

	/** The interest of {@code days} out of a month of {@code monthDays}, rounded once. */
	BigDecimal ofDays(BigDecimal principal, long days, long monthDays) {
		return principal.multiply(this.percent)
			.multiply(BigDecimal.valueOf(days))
			.divide(TWELVE_HUNDRED.multiply(BigDecimal.valueOf(monthDays)), principal.scale(), RoundingMode.HALF_EVEN);
	}

}
