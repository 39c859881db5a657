package dev.gatehouse.keycloak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Reads a client as it is committed now. Keycloak's models are those of the begin of the
 * request, or older: a node's cache hears of a change at another one later. By columns,
 * as an entity that is loaded already would be returned as it is.
 */
final class StoredClient {

	private final KeycloakSession session;

	private final EntityManager database;

	private final String id;

	/**
	 * @param id its internal id
	 */
	StoredClient(KeycloakSession session, String id) {
		this.session = session;
		this.database = session.getProvider(JpaConnectionProvider.class).getEntityManager();
		this.id = id;
	}

	/** Returns null if it is gone. */
	@Nullable ClientState state() {
		List<?> rows = rows("select client.clientId, client.enabled, client.notBefore, client.clientAuthenticatorType,"
				+ " client.secret from ClientEntity client where client.id = :id");
		if (rows.isEmpty()) {
			return null;
		}
		Object[] columns = (Object[]) rows.getFirst();
		ClientRepresentation client = new ClientRepresentation();
		client.setClientId((String) columns[0]);
		client.setEnabled((Boolean) columns[1]);
		client.setNotBefore((Integer) columns[2]);
		client.setClientAuthenticatorType((String) columns[3]);
		client.setSecret((String) columns[4]);
		client.setAttributes(attributes());
		return ClientState.of(client, this.session);
	}

	private Map<String, String> attributes() {
		Map<String, String> attributes = new HashMap<>();
		for (Object row : rows("select attribute.name, attribute.value from ClientAttributeEntity attribute"
				+ " where attribute.client.id = :id")) {
			Object[] columns = (Object[]) row;
			attributes.put((String) columns[0], (String) columns[1]);
		}
		return attributes;
	}

	/** Returns whether the user that it gets its tokens as is there and not disabled. */
	boolean hasAccount() {
		return rows("select account.enabled from UserEntity account where account.serviceAccountClientLink = :id")
			.equals(List.of(true));
	}

	private List<?> rows(String query) {
		return this.database.createQuery(query).setParameter("id", this.id).getResultList();
	}

}
