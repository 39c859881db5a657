/** The harness in Python, as far as it can be tested without a gateway. */
@NullMarked
package dev.gatehouse.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
