/** What the user sees: a line for each part, and sentences when something is wrong. */
@NullMarked
package dev.gatehouse.cli.terminal;

import org.jspecify.annotations.NullMarked;
