/** Accounts: opening, showing and closing them. */
@NullMarked
package dev.gatehouse.accounts.account;

import org.jspecify.annotations.NullMarked;
