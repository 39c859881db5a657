package dev.gatehouse.service.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An exact amount in a currency (ISO 4217), always with the currency's own number of
 * minor digits and below 10^12 on either side of zero. In JSON
 * {@code {"amount":"10.50","currency":"EUR"}}: the amount is a string, a number is
 * refused, since a number may have been a binary fraction on its way. Amounts of
 * different currencies do not mix.
 */
public record Money(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount,
		Currency currency) implements Comparable<Money> {

	private static final BigDecimal LIMIT = BigDecimal.TEN.pow(12);

	private static final Pattern AMOUNT = Pattern.compile("-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?");

	private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

	/**
	 * Refuses ({@link IllegalArgumentException}) more digits than the currency has, and
	 * amounts out of bounds.
	 */
	public Money {
		int digits = currency.getDefaultFractionDigits();
		if (digits < 0) {
			throw new IllegalArgumentException("not a currency to hold amounts in");
		}
		if (amount.stripTrailingZeros().scale() > digits) {
			throw new IllegalArgumentException("more digits than the currency has");
		}
		amount = amount.setScale(digits);
		if (amount.abs().compareTo(LIMIT) >= 0) {
			throw new IllegalArgumentException("amount out of bounds");
		}
	}

	/** From text as it stands in JSON. */
	@JsonCreator
	public static Money of(@JsonProperty(value = "amount", required = true) String amount,
			@JsonProperty(value = "currency", required = true) String currency) {
		if (!AMOUNT.matcher(amount).matches() || !CURRENCY.matcher(currency).matches()) {
			throw new IllegalArgumentException("not an amount of money");
		}
		return new Money(new BigDecimal(amount), Currency.getInstance(currency));
	}

	/** From minor units (cents), as databases hold it. */
	public static Money ofMinor(long minor, Currency currency) {
		return new Money(BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits())), currency);
	}

	public static Money zero(Currency currency) {
		return ofMinor(0, currency);
	}

	/** In minor units (cents); always fits, the bounds see to it. */
	public long minor() {
		return this.amount.unscaledValue().longValueExact();
	}

	public Money plus(Money other) {
		return new Money(this.amount.add(same(other).amount), this.currency);
	}

	public Money minus(Money other) {
		return new Money(this.amount.subtract(same(other).amount), this.currency);
	}

	public Money negated() {
		return new Money(this.amount.negate(), this.currency);
	}

	/** -1, 0 or 1, as the amount is below, at or above zero. */
	public int signum() {
		return this.amount.signum();
	}

	public boolean isIn(Currency wanted) {
		return this.currency.equals(wanted);
	}

	@Override
	public int compareTo(Money other) {
		return this.amount.compareTo(same(other).amount);
	}

	@Override
	public String toString() {
		return this.amount.toPlainString() + ' ' + this.currency;
	}

	private Money same(Money other) {
		if (!other.isIn(this.currency)) {
			throw new IllegalArgumentException("amounts of different currencies do not mix");
		}
		return other;
	}

}
