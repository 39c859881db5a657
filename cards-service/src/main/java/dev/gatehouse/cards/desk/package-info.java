/** What a partner may do with its cards, each as one transaction. */
@NullMarked
package dev.gatehouse.cards.desk;

import org.jspecify.annotations.NullMarked;
