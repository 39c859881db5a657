/** Load at a constant rate, and what it measured. */
@NullMarked
package dev.gatehouse.benchmarks.load;

import org.jspecify.annotations.NullMarked;
