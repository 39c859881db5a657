package dev.gatehouse.accounts.ledger;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.service.money.Money;
import org.jspecify.annotations.Nullable;

/** A booking as a partner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryView(UUID transactionId, PostingOrder.Type type, Money amount, Money balanceAfter,
		@Nullable String reference, Instant bookedAt) {

	static EntryView of(Entry entry) {
		boolean credit = entry.amount().signum() > 0;
		return new EntryView(entry.id(), credit ? PostingOrder.Type.CREDIT : PostingOrder.Type.DEBIT,
				credit ? entry.amount() : entry.amount().negated(), entry.balanceAfter(), entry.reference(),
				entry.bookedAt());
	}

}
