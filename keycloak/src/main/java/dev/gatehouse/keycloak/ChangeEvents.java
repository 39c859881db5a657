package dev.gatehouse.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Hears what administrators do, by console, API or import, and what happens to clients by
 * any other way, and tells {@link ClientChanges} where to look.
 */
final class ChangeEvents implements EventListenerProvider {

	private final KeycloakSession session;

	ChangeEvents(KeycloakSession session) {
		this.session = session;
	}

	/** What the model tells of itself: updates, removals and new names of clients. */
	static void hear(ProviderEvent event) {
		switch (event) {
			case ClientModel.ClientUpdatedEvent updated ->
				touch(updated.getKeycloakSession(), updated.getUpdatedClient());
			case ClientModel.ClientRemovedEvent removed -> touch(removed.getKeycloakSession(), removed.getClient());
			case ClientModel.ClientIdChangeEvent renamed ->
				touch(renamed.getKeycloakSession(), renamed.getUpdatedClient());
			default -> {
				// Not about clients.
			}
		}
	}

	private static void touch(KeycloakSession session, ClientModel client) {
		ClientChanges.of(session, client.getRealm().getId()).touch(client.getId());
	}

	@Override
	public void onEvent(Event event) {
		// What clients and users do ends no tokens of others.
	}

	@Override
	public void onEvent(AdminEvent event, boolean includeRepresentation) {
		String path = event.getResourcePath();
		if (path == null || event.getResourceType() == null) {
			return;
		}
		ClientChanges changes = ClientChanges.of(this.session, event.getRealmId());
		switch (event.getResourceType()) {
			case CLIENT -> changes.touch(id(path));
			case USER -> user(event, id(path), changes);
			case USER_SESSION -> changes.endSession(id(path));
			default -> {
				// Not about what a client gets.
			}
		}
	}

	/** A client gets its tokens as the user that is its service account. */
	private void user(AdminEvent event, String id, ClientChanges changes) {
		RealmModel realm = this.session.realms().getRealm(event.getRealmId());
		@Nullable UserModel user = this.session.users().getUserById(realm, id);
		if (user == null || user.getServiceAccountClientLink() == null) {
			return;
		}
		boolean logout = event.getOperationType() == OperationType.ACTION
				&& event.getResourcePath().endsWith("/logout");
		if (logout || !user.isEnabled()) {
			changes.logOut(user.getServiceAccountClientLink());
		}
	}

	/** Returns the id in {@code clients/<id>/...}. */
	private static String id(String path) {
		String[] parts = path.split("/", -1);
		return (parts.length > 1) ? parts[1] : "";
	}

	@Override
	public void close() {
		// It holds nothing.
	}

}
