package dev.gatehouse.cli.matrix;

import java.util.List;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.terminal.Complaint;

/** Reads the realm {@code bank} of a running Keycloak, its clients page by page. */
final class RunningRealm {

	private static final int PAGE = 100;

	/** More than any bank has clients; what answers on and on is no Keycloak. */
	private static final int MOST = 200_000;

	private RunningRealm() {
	}

	/**
	 * Reads it.
	 * @param keycloak the address
	 * @param credentials a secret that lets one see clients
	 * @throws Complaint if Keycloak is away, does not show it, or answers nonsense
	 */
	static Realm read(String keycloak, Credentials credentials) throws InterruptedException {
		RealmReader reader = new RealmReader(keycloak);
		try (AdminApi api = new AdminApi(keycloak, credentials)) {
			api.get("/client-scopes").items().forEach(reader::scope);
			int read = 0;
			boolean isNew = true;
			while (isNew && read < MOST) {
				List<Node> page = api.get("/clients?first=" + read + "&max=" + PAGE).items();
				// A client that was made meanwhile moves the others, so one may come
				// twice.
				isNew = page.stream().filter(reader::running).count() > 0;
				read += page.size();
			}
		}
		Realm realm = reader.realm();
		if (realm.clients().isEmpty()) {
			// Every realm has clients of its own.
			throw new Complaint(keycloak + ": shows no client to this account.");
		}
		return realm;
	}

}
