/** Paying a loan back. */
@NullMarked
package dev.gatehouse.loans.repay;

import org.jspecify.annotations.NullMarked;
