package dev.gatehouse.loans.book;

import java.time.Instant;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Allocation;
import org.jspecify.annotations.Nullable;

/**
 * A payment and what it paid.
 *
 * @param reference the payer's own, if any
 */
public record Repayment(UUID id, Allocation paid, @Nullable String reference, Instant bookedAt) {

}
