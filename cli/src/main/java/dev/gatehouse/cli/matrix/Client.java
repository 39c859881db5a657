package dev.gatehouse.cli.matrix;

import java.util.Map;

/**
 * A client of Keycloak.
 *
 * @param id its client id
 * @param enabled whether it gets anything at all
 * @param credentialsGrant whether it may use the client credentials grant
 * @param scopes the client scopes it is given, by default or on demand, and where each
 * stands
 * @param place where it stands
 */
record Client(String id, boolean enabled, boolean credentialsGrant, Map<String, Place> scopes, Place place) {

	/** Whether it gets tokens of its own. */
	boolean getsTokens() {
		return this.enabled && this.credentialsGrant;
	}

}
