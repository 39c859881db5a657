/**
 * The way to the service: headers, circuit breaker, bulkhead, time limits, and the
 * answer's way back.
 */
@NullMarked
package dev.gatehouse.gateway.forward;

import org.jspecify.annotations.NullMarked;
