package dev.gatehouse.gateway.contract;

import java.util.List;
import java.util.Set;

/**
 * One operation of one API, as its contract states it. There is one instance per
 * operation: identity is equality.
 *
 * @param api the API's name: the contract's file name without its ending
 * @param id the {@code operationId}
 * @param method the HTTP method in capitals
 * @param path the path template
 * @param scopes what a token must hold, all of them
 * @param mediaTypes what the body may be, in lower case without parameters; empty: the
 * operation takes no body
 * @param maxBody bytes of the body, at most
 * @param isConfirmed whether the issuer has to be asked about its tokens, also about a
 * JWT
 */
public record Operation(String api, String id, String method, String path, List<String> scopes, Set<String> mediaTypes,
		long maxBody, boolean isConfirmed) {

	/** The limit of an operation that has none of its own. */
	public static final long NO_LIMIT = Long.MAX_VALUE;

	/** The API of what the gateway answers by itself. */
	static final String OWN = "gateway";

	public Operation {
		scopes = List.copyOf(scopes);
		mediaTypes = Set.copyOf(mediaTypes);
	}

	/** An operation without a limit of its own. */
	public Operation(String api, String id, String method, String path, List<String> scopes, Set<String> mediaTypes) {
		this(api, id, method, path, scopes, mediaTypes, NO_LIMIT, false);
	}

	/** Returns the scopes as a token writes them (RFC 6749, section 3.3). */
	public String scope() {
		return String.join(" ", this.scopes);
	}

	/** Returns whether the gateway answers by itself, and no service. */
	public boolean isOwn() {
		return this.api.equals(OWN);
	}

	@Override
	public boolean equals(Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
