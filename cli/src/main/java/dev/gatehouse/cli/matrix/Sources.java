package dev.gatehouse.cli.matrix;

import org.jspecify.annotations.Nullable;

/**
 * Where a policy was read.
 *
 * @param contracts the folder of contracts
 * @param partners the registry
 * @param realm the realm's file, or the address of the running Keycloak; null: not looked
 * at
 */
record Sources(String contracts, String partners, @Nullable String realm) {

	/** The sources as one would say them. */
	String sentence() {
		return (this.realm != null) ? "%s, %s and %s".formatted(this.contracts, this.partners, this.realm)
				: "%s and %s; Keycloak was not looked at".formatted(this.contracts, this.partners);
	}

}
