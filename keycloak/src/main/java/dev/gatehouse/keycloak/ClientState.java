package dev.gatehouse.keycloak;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCClientSecretConfigWrapper;

/**
 * What of a client decides whether its tokens still count.
 *
 * @param client its client id, which its tokens carry
 * @param enabled whether it gets any
 * @param notBefore the not-before of its own, in seconds; 0: none
 * @param credentials all that it can identify itself with now
 */
record ClientState(String client, boolean enabled, int notBefore, Map<String, String> credentials) {

	/** Keys and certificates of clients that have no secret. */
	private static final Pattern KEYS = Pattern
		.compile("jwt\\.credential\\..*|jwks\\..*|use\\.jwks\\..*|x509\\..*|tls\\.client.*");

	static ClientState of(ClientModel client, KeycloakSession session) {
		Map<String, String> credentials = new TreeMap<>();
		client.getAttributes().forEach((name, value) -> {
			if (KEYS.matcher(name).matches()) {
				put(credentials, name, value);
			}
		});
		put(credentials, "authenticator", client.getClientAuthenticatorType());
		put(credentials, "secret", client.getSecret());
		OIDCClientSecretConfigWrapper secrets = OIDCClientSecretConfigWrapper.fromClientModel(client);
		if (secrets.hasRotatedSecret() && !secrets.isClientRotatedSecretExpired()) {
			put(credentials, "old secret", secrets.getClientRotatedSecret(session));
		}
		return new ClientState(client.getClientId(), client.isEnabled(), client.getNotBefore(), credentials);
	}

	private static void put(Map<String, String> credentials, String name, @Nullable String value) {
		if (value != null) {
			credentials.put(name, value);
		}
	}

	/**
	 * Returns the first second whose tokens count after a change; 0: the change ends no
	 * token.
	 * @param now what has become of it; null: it is gone
	 * @param next the second after the present one
	 */
	long endedBy(@Nullable ClientState now, long next) {
		if (now == null || !now.client.equals(this.client) || (this.enabled && !now.enabled)
				|| !now.credentials.equals(this.credentials)) {
			return next;
		}
		// Keycloak takes tokens of the very second; they may have been issued before.
		return (now.notBefore > this.notBefore) ? now.notBefore + 1L : 0;
	}

	/** Not the secrets. */
	@Override
	public String toString() {
		return this.client;
	}

}
