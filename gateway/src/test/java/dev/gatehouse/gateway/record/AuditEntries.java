package dev.gatehouse.gateway.record;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Audit entries of known requests. */
final class AuditEntries {

	static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

	private AuditEntries() {
	}

	static AuditEntry allowed(String requestId) {
		return entry(NOON, requestId, "token-1");
	}

	static AuditEntry at(Instant time, String requestId) {
		return entry(time, requestId, "token-1");
	}

	static AuditEntry withTokenId(String tokenId) {
		return entry(NOON, "request", tokenId);
	}

	/** A request that was refused before anything was known of it. */
	static AuditEntry stranger() {
		return new AuditEntry(NOON, "request", "trace", null, null, null, null, null, null, "GET", "/", List.of(),
				"no-credentials", "none", null, 401, 0);
	}

	private static AuditEntry entry(Instant time, String requestId, @Nullable String tokenId) {
		return new AuditEntry(time, requestId, "4bf92f3577b34da6a3ce929d0e0e4736", "acme", tokenId, "key-1",
				"192.0.2.1", "accounts", "listAccounts", "GET", "/v1/accounts", List.of("accounts:read"), "allowed",
				null, null, 200, 12);
	}

}
