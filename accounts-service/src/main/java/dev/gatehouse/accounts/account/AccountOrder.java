package dev.gatehouse.accounts.account;

import java.util.Currency;

import dev.gatehouse.service.money.Money;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a partner asks for when it opens an account.
 *
 * @param holder whose account it is to be; a regular expression counts characters as the
 * contract does, where {@code Size} counts halves of them
 * @param currency its currency (ISO 4217)
 * @param overdraftLimit in that currency; absent: none
 */
record AccountOrder(@NotNull @Pattern(regexp = HOLDER) String holder,
		@NotNull @Pattern(regexp = "CHF|EUR|GBP|USD") String currency, @Nullable Money overdraftLimit) {

	/** The contract's pattern and length in one. */
	private static final String HOLDER = "(?s)(?=.{1,140}\\z)"
			+ "[^\\p{Cc}\\p{Zl}\\p{Zp}]*[^\\p{Cc}\\p{Z}\\uFEFF][^\\p{Cc}\\p{Zl}\\p{Zp}]*";

	Currency unit() {
		return Currency.getInstance(this.currency);
	}

	Money overdraft() {
		return (this.overdraftLimit != null) ? this.overdraftLimit : Money.zero(unit());
	}

}
