package dev.gatehouse.gateway.tracing;

import org.jspecify.annotations.Nullable;

/**
 * The call of a service that a request led to, both attempts if there were two.
 *
 * @param spanId 16 hexadecimal digits: what the service got in {@code traceparent}
 * @param host where the service is
 * @param port where the service is
 * @param beganNanos when it began, by the clock of {@link System#nanoTime}
 * @param endedNanos when it ended, by the same clock
 * @param status what the service answered; 0: nothing
 * @param fault what went wrong, as {@code error.type} says it; null: nothing
 * @param isRepeated whether it was tried a second time
 */
public record TracedCall(String spanId, String host, int port, long beganNanos, long endedNanos, int status,
		@Nullable String fault, boolean isRepeated) {

}
