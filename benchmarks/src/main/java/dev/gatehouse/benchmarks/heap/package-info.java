/** What a running JVM allocates. */
@NullMarked
package dev.gatehouse.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
