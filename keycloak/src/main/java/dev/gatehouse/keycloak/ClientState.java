package dev.gatehouse.keycloak;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCClientSecretConfigWrapper;
import org.keycloak.representations.idm.ClientRepresentation;

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

	private static final String SECRET = "secret";

	private static final String OLD_SECRET = "old secret";

	static ClientState of(ClientModel client, KeycloakSession session) {
		ClientRepresentation shown = new ClientRepresentation();
		shown.setClientId(client.getClientId());
		shown.setEnabled(client.isEnabled());
		shown.setNotBefore(client.getNotBefore());
		shown.setClientAuthenticatorType(client.getClientAuthenticatorType());
		shown.setSecret(client.getSecret());
		shown.setAttributes(client.getAttributes());
		return of(shown, session);
	}

	static ClientState of(ClientRepresentation client, KeycloakSession session) {
		Map<String, String> credentials = new TreeMap<>();
		client.getAttributes().forEach((name, value) -> {
			if (KEYS.matcher(name).matches()) {
				put(credentials, name, value);
			}
		});
		put(credentials, "authenticator", client.getClientAuthenticatorType());
		put(credentials, SECRET, client.getSecret());
		OIDCClientSecretConfigWrapper secrets = OIDCClientSecretConfigWrapper.fromClientRepresentation(client);
		if (secrets.hasRotatedSecret() && !secrets.isClientRotatedSecretExpired()) {
			put(credentials, OLD_SECRET, secrets.getClientRotatedSecret(session));
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

	/**
	 * Returns whether a client that has identified itself in the state of then could do
	 * so now.
	 * @param sent the secret that it sent; null: it sent none
	 */
	boolean admits(ClientState then, @Nullable String sent) {
		Set<String> used = then.secrets();
		if (sent != null && used.contains(sent)) {
			used = Set.of(sent);
		}
		return this.enabled && this.client.equals(then.client) && secrets().containsAll(used)
				&& withoutSecrets().equals(then.withoutSecrets());
	}

	/** With an overlap there are two. */
	private Set<String> secrets() {
		Map<String, String> secrets = new TreeMap<>(this.credentials);
		secrets.keySet().retainAll(Set.of(SECRET, OLD_SECRET));
		return new HashSet<>(secrets.values());
	}

	private Map<String, String> withoutSecrets() {
		Map<String, String> others = new TreeMap<>(this.credentials);
		others.keySet().removeAll(Set.of(SECRET, OLD_SECRET));
		return others;
	}

	/** Not the secrets. */
	@Override
	public String toString() {
		return this.client;
	}

}
