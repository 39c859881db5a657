package dev.gatehouse.gateway.console;

import org.jspecify.annotations.Nullable;

/**
 * How things were for some seconds.
 *
 * @param rates requests a second of each of {@link Totals#OUTCOMES}
 * @param p50 milliseconds that half of the requests took at most; null: there were none
 */
record Point(double[] rates, @Nullable Double p50, @Nullable Double p95, @Nullable Double p99) {

}
