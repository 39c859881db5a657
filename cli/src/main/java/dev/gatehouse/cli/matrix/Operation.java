package dev.gatehouse.cli.matrix;

import java.util.List;

/**
 * An operation of a contract.
 *
 * @param api the contract's name
 * @param id its operationId
 * @param method the method, in capitals
 * @param path the path with its parameters
 * @param guard what it asks a caller for
 * @param scopes the scopes a token must hold, all of them; empty unless they are what it
 * asks for
 * @param place where it stands
 */
record Operation(String api, String id, String method, String path, Guard guard, List<String> scopes, Place place) {

	Operation {
		scopes = List.copyOf(scopes);
	}

	/** The scopes as a token writes them (RFC 6749, section 3.3). */
	String scope() {
		return String.join(" ", this.scopes);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

	/** What stands before an operation. */
	enum Guard {

		/** A token with its scopes. */
		SCOPES,

		/** A token, whatever it holds. */
		TOKEN,

		/** Nothing. */
		NONE

	}

}
