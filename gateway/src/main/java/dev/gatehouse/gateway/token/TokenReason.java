package dev.gatehouse.gateway.token;

import java.util.Locale;

/** Why a token is not one of ours: the reasons of {@code invalid-token}. */
enum TokenReason {

	MALFORMED("The token is not a signed JWT."),

	ALGORITHM("The token's algorithm is not accepted."),

	UNKNOWN_KEY("The token is signed with a key that the issuer does not publish."),

	SIGNATURE("The token's signature does not verify."),

	TYPE("The token is not an access token."),

	ISSUER("The token is from another issuer."),

	AUDIENCE("The token is for another audience."),

	EXPIRED("The token has expired."),

	NOT_YET_VALID("The token is not valid yet."),

	CLAIMS("The token lacks a claim or has a wrong one."),

	BINDING("The token is bound in a way that is not known here."),

	REVOKED("The token is no longer in force.");

	private final String sentence;

	TokenReason(String sentence) {
		this.sentence = sentence;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Returns the name of the check that this is the failure of. */
	String check() {
		return switch (this) {
			case MALFORMED -> "form";
			case UNKNOWN_KEY -> "key";
			case EXPIRED, NOT_YET_VALID -> "time";
			default -> id();
		};
	}

	String sentence() {
		return this.sentence;
	}

}
