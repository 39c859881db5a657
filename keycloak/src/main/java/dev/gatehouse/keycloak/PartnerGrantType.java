package dev.gatehouse.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantType;

/**
 * The client credentials grant with a default for the scope: who asks for none gets all
 * that the client may have, who asks for some gets those (RFC 6749, section 3.3).
 * Keycloak alone has either scopes that are always granted, so that nobody can ask for
 * less, or scopes that a request without {@code scope} does not get.
 */
final class PartnerGrantType extends ClientCredentialsGrantType {

	@Override
	protected @Nullable String getRequestedScopes() {
		@Nullable String asked = super.getRequestedScopes();
		String all = String.join(" ", this.client.getClientScopes(false).keySet());
		// To Keycloak, empty text is a scope that no client has.
		return ((asked != null && !asked.isBlank()) || all.isEmpty()) ? asked : all;
	}

}
