package dev.gatehouse.cards.card;

import java.time.Instant;

/** That a card is blocked: why, and since when. */
public record Block(BlockReason reason, Instant since) {
}
