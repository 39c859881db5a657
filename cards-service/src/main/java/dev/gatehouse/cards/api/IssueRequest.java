package dev.gatehouse.cards.api;

import dev.gatehouse.cards.card.CardCurrency;
import dev.gatehouse.cards.card.CardOrder;
import dev.gatehouse.cards.card.HolderName;
import dev.gatehouse.cards.card.Product;
import dev.gatehouse.service.money.Money;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;

/** The contract's {@code CardOrder}. */
record IssueRequest(@NotNull Product product, @NotNull @Pattern(regexp = HolderName.SHAPE) String holderName,
		@NotNull CardCurrency currency, @NotNull @PositiveOrZero Money monthlyLimit) {

	CardOrder order() {
		return new CardOrder(this.product, new HolderName(this.holderName), this.currency, this.monthlyLimit);
	}

	@Override
	public String toString() {
		// The name must not reach a log through the framework's own messages.
		return "IssueRequest[product=" + this.product + "]";
	}
}
