/** Reading loans, and how the outside sees one. */
@NullMarked
package dev.gatehouse.loans.view;

import org.jspecify.annotations.NullMarked;
