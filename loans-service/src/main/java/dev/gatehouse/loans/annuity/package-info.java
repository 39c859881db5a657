/**
 * The arithmetic of an annuity loan: terms, schedule, due dates, debt. Plain values that
 * know neither HTTP nor SQL.
 */
@NullMarked
package dev.gatehouse.loans.annuity;

import org.jspecify.annotations.NullMarked;
