package dev.gatehouse.keycloak;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/*
 * Events only say where to look. What has happened is found right before the commit, by what the database holds (read in a
 * transaction of its own) beside what it is about to hold: so an update that repeats what was there ends no token, and no
 * kind of change needs to be known. What fails here ends the whole transaction; what fails in a listener of events would
 * only be logged, and the administrator would be told that all is well.
 */

/**
 * The clients that one transaction touches, and what it ends of their tokens.
 */
final class ClientChanges extends AbstractKeycloakTransaction {

	private final KeycloakSession session;

	private final String realmId;

	private final Set<String> touched = new LinkedHashSet<>();

	private final Set<String> loggedOut = new LinkedHashSet<>();

	private final Set<String> endedSessions = new LinkedHashSet<>();

	private final LateCommit late;

	private ClientChanges(KeycloakSession session, String realmId) {
		this.session = session;
		this.realmId = realmId;
		this.late = new LateCommit(session, realmId);
	}

	/** Returns those of this transaction. */
	static ClientChanges of(KeycloakSession session, String realmId) {
		String name = ClientChanges.class.getName() + realmId;
		ClientChanges changes = (ClientChanges) session.getAttribute(name);
		if (changes == null || !changes.isActive()) {
			changes = new ClientChanges(session, realmId);
			session.setAttribute(name, changes);
			session.getTransactionManager().enlistPrepare(changes);
			session.getTransactionManager().enlistAfterCompletion(changes.late);
		}
		return changes;
	}

	/** Something may have happened to the client of this internal id. */
	void touch(String id) {
		this.touched.add(id);
	}

	/** All that was issued to the client of this internal id is over. */
	void logOut(String id) {
		this.loggedOut.add(id);
	}

	/** A session is over, and with it all that was issued to its client. */
	void endSession(String id) {
		this.endedSessions.add(id);
	}

	@Override
	protected void commitImpl() {
		RealmModel realm = this.session.realms().getRealm(this.realmId);
		if (realm == null) {
			// Removed as a whole, with its keys.
			return;
		}
		Map<String, ClientState> before = before();
		long next = CutoffTable.nextSecond();
		before.forEach((id, state) -> {
			long from = this.loggedOut.contains(id) ? next : state.endedBy(now(realm, id), next);
			if (from > 0) {
				new CutoffTable(this.session).add(this.realmId, state.client(), from);
				this.late.ended(state.client(), next);
			}
		});
	}

	private @Nullable ClientState now(RealmModel realm, String id) {
		ClientModel client = this.session.clients().getClientById(realm, id);
		return (client != null) ? ClientState.of(client, this.session) : null;
	}

	/** Returns by internal id what is committed of all that is concerned. */
	private Map<String, ClientState> before() {
		return KeycloakModelUtils.runJobInTransactionWithResult(this.session.getKeycloakSessionFactory(), (other) -> {
			Map<String, ClientState> before = new LinkedHashMap<>();
			RealmModel realm = other.realms().getRealm(this.realmId);
			if (realm != null) {
				other.getContext().setRealm(realm);
				read(other, realm, before);
			}
			return before;
		});
	}

	private void read(KeycloakSession other, RealmModel realm, Map<String, ClientState> before) {
		for (String ended : this.endedSessions) {
			String client = clientOfSession(other, realm, ended);
			if (client != null) {
				this.loggedOut.add(client);
			}
		}
		this.touched.addAll(this.loggedOut);
		for (String id : this.touched) {
			ClientModel client = other.clients().getClientById(realm, id);
			if (client != null) {
				before.put(id, ClientState.of(client, other));
			}
		}
	}

	private static @Nullable String clientOfSession(KeycloakSession session, RealmModel realm, String id) {
		UserSessionModel ended = session.sessions().getUserSession(realm, id);
		UserModel user = (ended != null) ? ended.getUser() : null;
		return (user != null) ? user.getServiceAccountClientLink() : null;
	}

	@Override
	protected void rollbackImpl() {
		// Nothing was written.
	}

}
