package dev.gatehouse.cards.api;

import dev.gatehouse.cards.card.BlockReason;
import jakarta.validation.constraints.NotNull;

/** The contract's {@code BlockOrder}. */
record BlockRequest(@NotNull BlockReason reason) {
}
