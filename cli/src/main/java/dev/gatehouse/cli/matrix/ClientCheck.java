package dev.gatehouse.cli.matrix;

import org.jspecify.annotations.Nullable;

/**
 * Whether a partner's client gets tokens that the gateway takes, whatever their scopes.
 *
 * @param realm what Keycloak gives
 * @param audience whom a token must be for
 */
record ClientCheck(Realm realm, String audience) {

	/** Why it does not; null: it does. */
	@Nullable Verdict refusal(Partner partner) {
		Client client = this.realm.client(partner.client());
		if (client == null) {
			return Verdict.CLIENT_MISSING;
		}
		if (!client.enabled()) {
			return Verdict.CLIENT_DISABLED;
		}
		if (!client.credentialsGrant()) {
			return Verdict.NO_CREDENTIALS_GRANT;
		}
		if (!this.realm.isFor(client, this.audience)) {
			return Verdict.NO_AUDIENCE;
		}
		if (!client.token().marks().contains(Client.Token.TYPE)) {
			return Verdict.WRONG_TYPE;
		}
		return client.token().isBound(partner.binding()) ? null : Verdict.NOT_BOUND;
	}

}
