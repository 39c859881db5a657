/** The contract {@code apis/cards.yaml} over HTTP: shapes in and out, no rules. */
@NullMarked
package dev.gatehouse.cards.api;

import org.jspecify.annotations.NullMarked;
