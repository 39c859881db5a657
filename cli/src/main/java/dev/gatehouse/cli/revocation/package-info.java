/** Tokens that are refused before they expire. */
@NullMarked
package dev.gatehouse.cli.revocation;

import org.jspecify.annotations.NullMarked;
