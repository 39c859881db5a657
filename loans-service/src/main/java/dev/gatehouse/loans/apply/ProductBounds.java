package dev.gatehouse.loans.apply;

import java.math.BigDecimal;

/**
 * What a product allows, bounds included.
 *
 * @param minPrincipal in units of the loan's currency
 * @param maxPrincipal in units of the loan's currency
 * @param minMonths of the term
 * @param maxMonths of the term
 * @param maxRate nominal, a year, in percent
 */
record ProductBounds(BigDecimal minPrincipal, BigDecimal maxPrincipal, int minMonths, int maxMonths,
		BigDecimal maxRate) {

	ProductBounds {
		if (minPrincipal.signum() <= 0 || minPrincipal.compareTo(maxPrincipal) > 0) {
			throw new IllegalArgumentException("a product's min-principal must be positive and up to max-principal");
		}
		if (minMonths < 1 || minMonths > maxMonths || maxMonths > 480) {
			throw new IllegalArgumentException("a product's months must be 1 to 480 and min-months up to max-months");
		}
		if (maxRate.signum() < 0 || maxRate.compareTo(BigDecimal.valueOf(30)) > 0) {
			throw new IllegalArgumentException("a product's max-rate must be 0 to 30");
		}
	}

	boolean allowPrincipal(BigDecimal principal) {
		return principal.compareTo(this.minPrincipal) >= 0 && principal.compareTo(this.maxPrincipal) <= 0;
	}

	boolean allowMonths(int months) {
		return months >= this.minMonths && months <= this.maxMonths;
	}

	boolean allowRate(BigDecimal percent) {
		return percent.compareTo(this.maxRate) <= 0;
	}

}
