package dev.gatehouse.cli.partner;

import java.net.URI;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * A realm of a Keycloak, and as whom its clients are managed. The secret does not show in
 * {@link #toString()}.
 *
 * @param keycloak Keycloak's address, without a slash at its end
 * @param name the realm
 * @param account the service account's client id
 * @param secret its secret
 */
record Realm(String keycloak, String name, String account, String secret) {

	Realm {
		if (!keycloak.matches("https?://[^\\s/?#@][^\\s?#@]*") || !isUri(keycloak)) {
			throw new Complaint(keycloak + " is not the address of a Keycloak.");
		}
		if (!name.matches("[A-Za-z0-9._~-]+")) {
			throw new Complaint("'" + name + "' is not the name of a realm.");
		}
	}

	private static boolean isUri(String text) {
		try {
			return URI.create(text).getHost() != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	String issuer() {
		return this.keycloak + "/realms/" + this.name;
	}

	String tokenEndpoint() {
		return issuer() + "/protocol/openid-connect/token";
	}

	String admin() {
		return this.keycloak + "/admin/realms/" + this.name;
	}

	@Override
	public String toString() {
		return this.account + " at " + issuer();
	}

}
