package dev.gatehouse.cards.card;

import java.math.BigDecimal;
import java.time.Period;
import java.time.YearMonth;
import java.util.Currency;

import dev.gatehouse.service.money.Money;

/**
 * What the bank offers with a product.
 *
 * @param leastLimit the lowest monthly limit, in units of the card's currency
 * @param greatestLimit the highest monthly limit, in units of the card's currency
 * @param validFor how long a new card is valid, in whole months
 */
public record ProductTerms(BigDecimal leastLimit, BigDecimal greatestLimit, Period validFor) {

	public ProductTerms {
		if (leastLimit.signum() <= 0 || leastLimit.scale() > 2) {
			throw new IllegalArgumentException("least-limit must be above zero, in whole cents");
		}
		if (greatestLimit.compareTo(leastLimit) < 0 || greatestLimit.scale() > 2) {
			throw new IllegalArgumentException("greatest-limit must not be below least-limit, in whole cents");
		}
		if (validFor.getDays() != 0 || validFor.toTotalMonths() < 1) {
			throw new IllegalArgumentException("valid-for must be whole months, such as 36m or 3y");
		}
	}

	YearMonth lastMonth(YearMonth issued) {
		return issued.plusMonths(this.validFor.toTotalMonths());
	}

	/**
	 * Lets a limit pass that this product allows.
	 * @throws LimitRefused when it is in another currency than the card or out of bounds
	 */
	Money checked(Money limit, Currency currency) {
		if (!limit.isIn(currency)) {
			throw LimitRefused.currencyMismatch();
		}
		Money least = new Money(this.leastLimit, currency);
		Money greatest = new Money(this.greatestLimit, currency);
		if (limit.compareTo(least) < 0 || limit.compareTo(greatest) > 0) {
			throw LimitRefused.outOf(new LimitBounds(least, greatest));
		}
		return limit;
	}

}
