/** The local bank as a whole: up, down, status. */
@NullMarked
package dev.gatehouse.cli.stack;

import org.jspecify.annotations.NullMarked;
