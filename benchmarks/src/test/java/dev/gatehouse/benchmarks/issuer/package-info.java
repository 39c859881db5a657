/** Tests of the benchmarks themselves. */
@NullMarked
package dev.gatehouse.benchmarks.issuer;

import org.jspecify.annotations.NullMarked;
