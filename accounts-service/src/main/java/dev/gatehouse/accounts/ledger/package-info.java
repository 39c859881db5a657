/** The ledger of an account: what was booked on it, in order, and booking more. */
@NullMarked
package dev.gatehouse.accounts.ledger;

import org.jspecify.annotations.NullMarked;
