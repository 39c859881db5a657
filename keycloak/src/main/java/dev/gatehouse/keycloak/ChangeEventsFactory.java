package dev.gatehouse.keycloak;

import org.keycloak.Config.Scope;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Puts {@link ChangeEvents} into every realm: nobody can forget to switch it on, or
 * switch it off by a change of the realm's list of listeners.
 */
public final class ChangeEventsFactory implements EventListenerProviderFactory {

	@Override
	public EventListenerProvider create(KeycloakSession session) {
		return new ChangeEvents(session);
	}

	@Override
	public boolean isGlobal() {
		return true;
	}

	@Override
	public String getId() {
		return "gatehouse-cutoffs";
	}

	@Override
	public void init(Scope config) {
		// There is nothing to set.
	}

	@Override
	public void postInit(KeycloakSessionFactory factory) {
		factory.register(ChangeEvents::hear);
	}

	@Override
	public void close() {
		// It holds nothing.
	}

}
