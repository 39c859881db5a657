package dev.gatehouse.gateway.token;

import org.jspecify.annotations.Nullable;

/**
 * How a token can be shown, each scheme in any case (RFC 9110, section 11.1): plainly
 * (RFC 6750, section 2.1), or with the proof of a key that it is bound to (RFC 9449,
 * section 7.1).
 */
enum Scheme {

	BEARER("Bearer "),

	DPOP("DPoP ");

	private final String prefix;

	Scheme(String prefix) {
		this.prefix = prefix;
	}

	/** Returns the scheme of a field; null: none of these. */
	static @Nullable Scheme of(String field) {
		for (Scheme scheme : values()) {
			if (field.regionMatches(true, 0, scheme.prefix, 0, scheme.prefix.length())) {
				return scheme;
			}
		}
		return null;
	}

	/** One token in one scheme is one field, however the scheme is spelled. */
	static String canonical(String field) {
		Scheme scheme = field.startsWith(BEARER.prefix) ? null : of(field);
		return (scheme == null || field.startsWith(scheme.prefix)) ? field : scheme.prefix.concat(scheme.token(field));
	}

	/** Returns what stands behind the scheme. */
	String token(String field) {
		return field.substring(this.prefix.length());
	}

	/**
	 * Checks that the token is one for this scheme (RFC 9449, sections 7.1 and 7.2). So
	 * whoever finds a known token by its field need not ask again.
	 * @throws RefusedTokenException if it is not
	 */
	void check(VerifiedToken token) {
		Confirmation confirmation = token.confirmation();
		boolean hasKey = confirmation != null && confirmation.kind() == Confirmation.Kind.KEY;
		if (hasKey != (this == DPOP)) {
			throw new RefusedTokenException(hasKey ? BindingFault.BEARER : BindingFault.SCHEME, token.jwt());
		}
	}

}
