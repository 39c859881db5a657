package dev.gatehouse.gateway.record;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the audit record keeps of one request. Never a token, a secret, a query or a body.
 *
 * @param decision {@code allowed}, or the name of the problem
 * @param scopes the scopes that the operation needs
 * @param check which check failed, where the reason stands for several
 */
record AuditEntry(Instant time, String requestId, String traceId, @Nullable String client, @Nullable String tokenId,
		@Nullable String keyId, @Nullable String source, @Nullable String api, @Nullable String operation,
		String method, String path, List<String> scopes, String decision, @Nullable String reason,
		@Nullable String check, int status, long durationMs) {

}
