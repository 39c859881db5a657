package dev.gatehouse.cli.matrix;

import java.util.Locale;

/**
 * What becomes of a client's call of an operation, and why. The names are stable: scripts
 * read them in CSV and JSON.
 */
enum Verdict {

	/** Registry, ceiling and, where it is looked at, Keycloak agree. */
	ALLOWED('y', "allowed"),

	/** The ceiling does not hold the scope, and Keycloak does not give it. */
	NOT_IN_CEILING('-', "the scope is not in the partner's ceiling"),

	/** The ceiling holds the scope, and Keycloak does not give it. */
	NOT_IN_KEYCLOAK('k', "the ceiling holds the scope, but Keycloak does not give it to the client"),

	/** Keycloak gives the scope, and the ceiling does not hold it. */
	ABOVE_CEILING('^', "Keycloak gives the scope, but it is above the partner's ceiling"),

	SUSPENDED('s', "the partner is suspended"),

	NOT_REGISTERED('u', "Keycloak's client is no partner of the registry"),

	CLIENT_MISSING('m', "the partner has no client in Keycloak"),

	CLIENT_DISABLED('d', "the client is disabled in Keycloak"),

	NO_CREDENTIALS_GRANT('g', "the client may not use the client credentials grant in Keycloak"),

	/** The gateway refuses the token: it is for somebody else. */
	NO_AUDIENCE('a', "Keycloak makes the client's tokens for another audience than the gateway"),

	/** The gateway refuses the token: RFC 9068, section 2.1. */
	WRONG_TYPE('t', "the client's tokens are not of type at+jwt"),

	/** The gateway refuses the token: the registry says that it must be bound. */
	NOT_BOUND('b', "the client's tokens are not bound as the registry says it"),

	/** The contract asks for nothing: the gateway does not start with it. */
	OPEN('!', "the operation is open: the gateway refuses its contract"),

	/** The contract asks for a token and no scope: the gateway does not start with it. */
	SCOPE_LESS('?', "the operation needs no scope: the gateway refuses its contract");

	private final char mark;

	private final String reason;

	Verdict(char mark, String reason) {
		this.mark = mark;
		this.reason = reason;
	}

	/** One character of ASCII, for a narrow column. */
	char mark() {
		return this.mark;
	}

	/** The verdict as one would say it. */
	String reason() {
		return this.reason;
	}

	/** Whether there is a token, and the gateway refuses it whatever its scopes. */
	boolean isOfToken() {
		return this == NO_AUDIENCE || this == WRONG_TYPE || this == NOT_BOUND;
	}

	/** The verdict for programs. */
	String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
