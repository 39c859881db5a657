package dev.gatehouse.loans.repay;

import dev.gatehouse.service.money.Money;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** A payment as it is sent. */
record RepaymentOrder(@NotNull @Positive Money amount,
		@Pattern(regexp = RepaymentOrder.REFERENCE) @Nullable String reference) {

	/** What passes through a SEPA payment as well. */
	static final String REFERENCE = "[A-Za-z0-9/?:().,'+ -]{1,35}";

}
