package dev.gatehouse.gateway.tracing;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is told of one request that has ended. Every word is one of the contracts, the
 * registry or the gateway: no path, query, address, token or other thing that a caller
 * chose.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: the gateway's own span
 * @param callersSpan 16 hexadecimal digits; null: the trace begins here
 * @param began when its first byte came
 * @param beganNanos the same by the clock of {@link System#nanoTime}
 * @param endedNanos when the last byte of the answer was sent, by the same clock
 * @param method as it came
 * @param scheme {@code http} or {@code https}; null: not known
 * @param api the API; null: no contract names the operation
 * @param operation its operation
 * @param route the operation's path template
 * @param client a client whose token was good; null: not known
 * @param outcome how it ended: {@code allowed}, {@code refused}, {@code failed} or
 * {@code aborted}
 * @param reason why the gateway said no; null: it did not
 * @param status what was sent; 0: nothing
 * @param call the call of the service; null: there was none
 */
public record TracedRequest(String traceId, String spanId, @Nullable String callersSpan, Instant began, long beganNanos,
		long endedNanos, String method, @Nullable String scheme, @Nullable String api, @Nullable String operation,
		@Nullable String route, @Nullable String client, String outcome, @Nullable String reason, int status,
		@Nullable TracedCall call) {

}
