package dev.gatehouse.gateway.problem;

/**
 * What {@code WWW-Authenticate} says of a refused token, whichever scheme it came in (RFC
 * 6750, section 3; RFC 9449, section 7.1). Every part is a constant of the gateway's or a
 * scope of a contract, and anything else is a fault: what a client sent is never repeated
 * here.
 *
 * @param parameters those of the scheme
 */
public record Challenge(String parameters) {

	private static final String REALM = "realm=\"gatehouse\"";

	private static final String ERROR = REALM + ", error=\"";

	private static final Challenge PLAIN = new Challenge(REALM);

	private static final Challenge INVALID_REQUEST = new Challenge(ERROR
			+ "invalid_request\", error_description=\"One access token is needed, in one Authorization header field.\"");

	/**
	 * Returns the challenge for a request without credentials: it carries no error
	 * (section 3.1).
	 */
	public static Challenge plain() {
		return PLAIN;
	}

	/**
	 * Returns the challenge for a token that was looked at and refused.
	 * @throws IllegalArgumentException if the description holds what a challenge must not
	 * (section 3)
	 */
	public static Challenge invalidToken(String description) {
		return refused("invalid_token", description);
	}

	/**
	 * Returns the challenge for a proof that was looked at and refused (RFC 9449, section
	 * 7.1).
	 * @throws IllegalArgumentException if the description holds what a challenge must not
	 */
	public static Challenge invalidProof(String description) {
		return refused("invalid_dpop_proof", description);
	}

	/**
	 * Returns the challenge for a proof without the nonce that the answer brings (RFC
	 * 9449, section 9).
	 * @throws IllegalArgumentException if the description holds what a challenge must not
	 */
	public static Challenge useNonce(String description) {
		return refused("use_dpop_nonce", description);
	}

	private static Challenge refused(String error, String description) {
		check(description);
		return new Challenge(ERROR + error + "\", error_description=\"" + description + "\"");
	}

	/**
	 * Returns the challenge for a token without the scope needed.
	 * @throws IllegalArgumentException if the scope holds what a challenge must not
	 * (section 3)
	 */
	public static Challenge insufficientScope(String scope) {
		check(scope);
		return new Challenge(ERROR + "insufficient_scope\", error_description=\"The access token does not grant the "
				+ "scope that is needed.\", scope=\"" + scope + "\"");
	}

	/** Returns the challenge for a request that carries its credentials wrongly. */
	public static Challenge invalidRequest() {
		return INVALID_REQUEST;
	}

	private static void check(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~' || c == '"' || c == '\\') {
				throw new IllegalArgumentException("not for a challenge");
			}
		}
	}

	@Override
	public String toString() {
		return this.parameters;
	}

}
