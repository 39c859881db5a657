package dev.gatehouse.gateway.problem;

import java.util.Locale;

/**
 * Every way in which the gateway says no, with its status and its title (RFC 9457,
 * section 3.1).
 */
public enum Problem {

	NO_CREDENTIALS(401, "No credentials"),

	INVALID_TOKEN(401, "Invalid token"),

	AMBIGUOUS_CREDENTIALS(400, "More than one credential"),

	UNKNOWN_PARTNER(403, "Unknown partner"),

	PARTNER_SUSPENDED(403, "Partner suspended"),

	NETWORK_NOT_ALLOWED(403, "Network not allowed"),

	INSUFFICIENT_SCOPE(403, "Insufficient scope"),

	BAD_REQUEST(400, "Bad request"),

	NO_SUCH_OPERATION(404, "No such operation"),

	METHOD_NOT_ALLOWED(405, "Method not allowed"),

	REQUEST_TIMEOUT(408, "Request timeout"),

	BODY_TOO_LARGE(413, "Body too large"),

	TARGET_TOO_LONG(414, "Target too long"),

	EXPECTATION_FAILED(417, "Expectation failed"),

	HEADERS_TOO_LARGE(431, "Headers too large"),

	UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),

	REQUEST_INVALID(400, "Request invalid"),

	RATE_LIMITED(429, "Rate limited"),

	QUOTA_EXHAUSTED(429, "Quota exhausted"),

	TOO_MANY_AT_ONCE(429, "Too many requests at once"),

	IDENTITY_UNAVAILABLE(503, "Identity unavailable"),

	OVERLOADED(503, "Overloaded"),

	UPSTREAM_UNAVAILABLE(503, "Upstream unavailable"),

	UPSTREAM_FAILED(502, "Upstream failed"),

	UPSTREAM_TIMEOUT(504, "Upstream timeout"),

	INTERNAL_ERROR(500, "Internal error");

	private final int status;

	private final String title;

	private final String id;

	Problem(int status, String title) {
		this.status = status;
		this.title = title;
		this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Returns the stable name, as in {@code urn:gatehouse:problem:<id>}. */
	public String id() {
		return this.id;
	}

	public int status() {
		return this.status;
	}

	String title() {
		return this.title;
	}

	/** Returns whether a part of the bank failed, rather than the caller. */
	public boolean isFailure() {
		return this.status >= 500;
	}

}
