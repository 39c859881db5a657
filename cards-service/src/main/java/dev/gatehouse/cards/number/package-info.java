/**
 * The only room that ever sees a full card number. What leaves it is the mask and a keyed
 * fingerprint; the number itself is dropped as soon as both are made.
 */
@NullMarked
package dev.gatehouse.cards.number;

import org.jspecify.annotations.NullMarked;
