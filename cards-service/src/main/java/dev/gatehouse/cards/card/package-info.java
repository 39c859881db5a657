/** What a card is and what may happen to it: the rules, free of HTTP and SQL. */
@NullMarked
package dev.gatehouse.cards.card;

import org.jspecify.annotations.NullMarked;
