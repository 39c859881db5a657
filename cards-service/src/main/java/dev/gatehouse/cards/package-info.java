/**
 * Cards: issuing, blocking, limits. Each room is a package; the rules live in
 * {@code card}.
 */
@NullMarked
package dev.gatehouse.cards;

import org.jspecify.annotations.NullMarked;
