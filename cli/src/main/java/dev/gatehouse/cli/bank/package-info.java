/** The parts of the bank: how each is prepared, started and seen to be ready. */
@NullMarked
package dev.gatehouse.cli.bank;

import org.jspecify.annotations.NullMarked;
