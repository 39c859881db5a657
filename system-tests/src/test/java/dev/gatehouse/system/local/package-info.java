/** The bank as processes, as {@code ./gatehouse} starts it. */
@NullMarked
package dev.gatehouse.system.local;

import org.jspecify.annotations.NullMarked;
