package dev.gatehouse.cli.matrix;

import java.util.Map;
import java.util.Set;

/**
 * A client of Keycloak.
 *
 * @param id its client id
 * @param enabled whether it gets anything at all
 * @param credentialsGrant whether it may use the client credentials grant
 * @param scopes the client scopes it is given, by default or on demand, and where each
 * stands
 * @param token what its tokens are like
 * @param place where it stands
 */
record Client(String id, boolean enabled, boolean credentialsGrant, Map<String, Place> scopes, Token token,
		Place place) {

	/** Whether it gets tokens of its own. */
	boolean getsTokens() {
		return this.enabled && this.credentialsGrant;
	}

	/**
	 * What a client's tokens are like, whatever their scopes.
	 *
	 * @param defaults the client scopes that every token has
	 * @param audiences whom they are for by the client's own mappers
	 * @param marks those of the attributes that matter that are on
	 */
	record Token(Set<String> defaults, Set<String> audiences, Set<String> marks) {

		/** Makes them {@code at+jwt} (RFC 9068, section 2.1). */
		static final String TYPE = "access.token.header.type.rfc9068";

		/** Binds them to the client's certificate (RFC 8705, section 3). */
		static final String CERTIFICATE = "tls.client.certificate.bound.access.tokens";

		/** Binds them to a key of which each call brings a proof (RFC 9449). */
		static final String PROOF = "dpop.bound.access.tokens";

		static final Set<String> MARKS = Set.of(TYPE, CERTIFICATE, PROOF);

		/** Whether they are bound as the registry says it. */
		boolean isBound(String binding) {
			return switch (binding) {
				case "mtls" -> this.marks.contains(CERTIFICATE);
				case "dpop" -> this.marks.contains(PROOF);
				default -> true;
			};
		}

	}

}
