package dev.gatehouse.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * Puts {@link PartnerGrantType} in the place of Keycloak's own: of two with one id, the
 * higher order is taken.
 */
public final class PartnerGrantTypeFactory extends ClientCredentialsGrantTypeFactory {

	@Override
	public OAuth2GrantType create(KeycloakSession session) {
		return new PartnerGrantType();
	}

	@Override
	public int order() {
		return 1;
	}

}
