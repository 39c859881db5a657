package dev.gatehouse.gateway.problem;

/**
 * The {@code WWW-Authenticate} value of a refused token (RFC 6750, section 3). Every part
 * comes from the gateway itself, so nothing needs escaping.
 */
public record Challenge(String value) {

	private static final String REALM = "Bearer realm=\"gatehouse\"";

	/**
	 * Returns the challenge for a request without credentials: it carries no error
	 * (section 3.1).
	 */
	public static Challenge plain() {
		return new Challenge(REALM);
	}

	/** Returns the challenge for a token that was looked at and refused. */
	public static Challenge invalidToken(String description) {
		return new Challenge(REALM + ", error=\"invalid_token\", error_description=\"" + description + "\"");
	}

	/** Returns the challenge for a token without the scope needed. */
	public static Challenge insufficientScope(String scope) {
		return new Challenge(REALM + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
	}

	/** Returns the challenge for a request that carries its credentials wrongly. */
	public static Challenge invalidRequest() {
		return new Challenge(REALM + ", error=\"invalid_request\"");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
