package dev.gatehouse.keycloak;

import java.util.LinkedHashSet;
import java.util.Set;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends tokens once more if the commit took until a later second than the cut-offs in it
 * were made for: until it was over, tokens were still issued as if nothing had changed.
 */
final class LateCommit extends AbstractKeycloakTransaction {

	private final KeycloakSession session;

	private final String realmId;

	private final Set<String> clients = new LinkedHashSet<>();

	private long written;

	LateCommit(KeycloakSession session, String realmId) {
		this.session = session;
		this.realmId = realmId;
	}

	/**
	 * A client's tokens end by what is about to be committed.
	 * @param next the second after the one in which it was written
	 */
	void ended(String client, long next) {
		this.clients.add(client);
		this.written = next;
	}

	/** Runs after the commit; if it fails, the administrator is told. */
	@Override
	protected void commitImpl() {
		long next = CutoffTable.nextSecond();
		if (!this.clients.isEmpty() && next > this.written) {
			KeycloakModelUtils.runJobInTransaction(this.session.getKeycloakSessionFactory(), (other) -> {
				CutoffTable table = new CutoffTable(other);
				this.clients.forEach((client) -> table.add(this.realmId, client, next));
			});
		}
	}

	@Override
	protected void rollbackImpl() {
		// Nothing was changed.
	}

}
