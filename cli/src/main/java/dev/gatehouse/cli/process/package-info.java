/** Processes that outlive the command that started them. */
@NullMarked
package dev.gatehouse.cli.process;

import org.jspecify.annotations.NullMarked;
