package dev.gatehouse.cli.partner;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.token.SafeAddress;

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
		SafeAddress.of("Keycloak", keycloak);
		if (!name.matches("[A-Za-z0-9._~-]+")) {
			throw new Complaint("'" + name + "' is not the name of a realm.");
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
