package dev.gatehouse.keycloak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientSecretConstants;
import org.keycloak.models.KeycloakSession;

/**
 * Since when each client has its secret, as far as Keycloak knows: it notes the time of a
 * secret that it has made itself, and not of one that it was given.
 */
final class SecretTimes {

	private SecretTimes() {
	}

	/**
	 * Returns the seconds of the epoch by client, in the order of their names.
	 * @param most the most clients that are told of; if there are more, or their names
	 * are too long for the feed, none is
	 */
	static Map<String, Long> all(KeycloakSession session, String realmId, int most) {
		List<?> rows = session.getProvider(JpaConnectionProvider.class)
			.getEntityManager()
			.createQuery("select client.clientId, attribute.value from ClientAttributeEntity attribute"
					+ " join attribute.client client where client.realmId = :realm and attribute.name = :name"
					+ " and client.clientAuthenticatorType = 'client-secret'")
			.setParameter("realm", realmId)
			.setParameter("name", ClientSecretConstants.CLIENT_SECRET_CREATION_TIME)
			.setMaxResults(most + 1)
			.getResultList();
		Map<String, Long> all = new TreeMap<>();
		for (Object row : rows) {
			Object[] columns = (Object[]) row;
			long second = second(columns[1]);
			if (second > 0) {
				all.put((String) columns[0], second);
			}
		}
		return (rows.size() > most || !fit(all)) ? Map.of() : all;
	}

	static boolean fit(Map<String, Long> all) {
		return all.keySet().stream().mapToInt(FeedLength::of).sum() <= FeedLength.SECRETS;
	}

	/** An administrator can write anything there: 0 is no time. */
	static long second(Object value) {
		String text = String.valueOf(value);
		return text.matches("[1-9][0-9]{0,10}") ? Long.parseLong(text) : 0;
	}

}
