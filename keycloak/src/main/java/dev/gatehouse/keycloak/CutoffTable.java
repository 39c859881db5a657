package dev.gatehouse.keycloak;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.util.JpaUtils;
import org.keycloak.models.KeycloakSession;

/**
 * Which tokens were ended before their time: for each client that something happened to,
 * the first second whose tokens count. A row is written in the transaction of the change
 * itself, is seen by every node, and outlives the client.
 */
final class CutoffTable {

	/**
	 * Longer than a token of before can live: the gateway takes none that lives above 24
	 * hours.
	 */
	private static final long KEPT = Duration.ofHours(25).toSeconds();

	private final EntityManager database;

	/** With the schema, if Keycloak's is not the default one. */
	private final String table;

	CutoffTable(KeycloakSession session) {
		this.database = session.getProvider(JpaConnectionProvider.class).getEntityManager();
		this.table = JpaUtils.getTableNameForNativeQuery("GATEHOUSE_CUTOFF", this.database);
	}

	/** Returns the second after the present one: what is issued from then on counts. */
	static long nextSecond() {
		return Time.currentTimeMillis() / 1000 + 1;
	}

	/**
	 * Ends a client's tokens.
	 * @param from the first second, since the epoch, whose tokens count
	 */
	void add(String realmId, String client, long from) {
		// What the change itself breaks is told as Keycloak always tells it.
		this.database.flush();
		query("delete from %s where REALM_ID = ?1 and NOT_BEFORE < ?2", realmId, oldest()).executeUpdate();
		query("insert into %s (ID, REALM_ID, CLIENT, NOT_BEFORE) values (?1, ?2, ?3, ?4)", UUID.randomUUID().toString(),
				realmId, client, from)
			.executeUpdate();
	}

	/** Returns what the gateways are told. */
	Cutoffs all(String realmId) {
		return after(realmId, oldest() - 1);
	}

	/** Returns the part of it that is later than this second. */
	Cutoffs after(String realmId, long after) {
		List<?> rows = query("select CLIENT, max(NOT_BEFORE) from %s where REALM_ID = ?1 and NOT_BEFORE > ?2"
				+ " group by CLIENT order by max(NOT_BEFORE) desc, CLIENT", realmId, after)
			.setMaxResults(Cutoffs.MOST + 1)
			.getResultList();
		SequencedMap<String, Long> newestFirst = new LinkedHashMap<>();
		for (Object row : rows) {
			Object[] columns = (Object[]) row;
			newestFirst.put((String) columns[0], ((Number) columns[1]).longValue());
		}
		return Cutoffs.of(newestFirst, Cutoffs.MOST);
	}

	/** Returns the last second of a client that is after this one; 0: there is none. */
	long last(String realmId, String client, long after) {
		return second(query("select max(NOT_BEFORE) from %s where REALM_ID = ?1 and NOT_BEFORE > ?2 and CLIENT = ?3",
				realmId, after, client));
	}

	private Query query(String sql, Object... parameters) {
		Query query = this.database.createNativeQuery(sql.formatted(this.table));
		for (int i = 0; i < parameters.length; i++) {
			query.setParameter(i + 1, parameters[i]);
		}
		return query;
	}

	private static long second(Query query) {
		@Nullable Object second = query.getSingleResult();
		return (second instanceof Number number) ? number.longValue() : 0;
	}

	private static long oldest() {
		return Time.currentTimeMillis() / 1000 - KEPT;
	}

}
