/**
 * The loan book: every loan with its terms, its debt and the ledger of what changed it.
 */
@NullMarked
package dev.gatehouse.loans.book;

import org.jspecify.annotations.NullMarked;
