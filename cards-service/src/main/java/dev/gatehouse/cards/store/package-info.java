/** The table of cards. Knows rows, not rules. */
@NullMarked
package dev.gatehouse.cards.store;

import org.jspecify.annotations.NullMarked;
