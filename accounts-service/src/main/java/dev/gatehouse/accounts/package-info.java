/**
 * The accounts service: current accounts that a partner keeps for its customers, and
 * their ledgers.
 */
@NullMarked
package dev.gatehouse.accounts;

import org.jspecify.annotations.NullMarked;
