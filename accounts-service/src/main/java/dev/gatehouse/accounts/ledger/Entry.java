package dev.gatehouse.accounts.ledger;

import java.time.Instant;
import java.util.UUID;

import dev.gatehouse.service.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One booking. Never changed and never removed.
 *
 * @param amount above zero: a credit; below: a debit
 * @param balanceAfter the sum of all entries up to this one
 */
record Entry(UUID id, Money amount, Money balanceAfter, @Nullable String reference, Instant bookedAt) {

}
