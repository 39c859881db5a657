package dev.gatehouse.accounts.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.service.money.Money;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a partner wants booked.
 *
 * @param amount above zero
 * @param reference what it is for, in the partner's words
 */
record PostingOrder(@NotNull Type type, @NotNull @Positive Money amount,
		@Nullable @Pattern(regexp = "[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,140}") String reference) {

	/** Which way the money goes. */
	enum Type {

		@JsonProperty("credit")
		CREDIT,

		@JsonProperty("debit")
		DEBIT

	}

	/** The amount as the ledger has it. */
	Money signed() {
		return (this.type == Type.CREDIT) ? this.amount : this.amount.negated();
	}

}
