/** Tests of the benchmarks themselves. */
@NullMarked
package dev.gatehouse.benchmarks.load;

import org.jspecify.annotations.NullMarked;
