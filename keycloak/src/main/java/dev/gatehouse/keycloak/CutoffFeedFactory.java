package dev.gatehouse.keycloak;

import org.keycloak.Config.Scope;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Puts {@link CutoffFeed} below {@code /realms/<realm>/gatehouse}. Who may read it is a
 * setting of the server, not of the realm:
 * {@code spi-realm-restapi-extension--gatehouse--reader}.
 */
public final class CutoffFeedFactory implements RealmResourceProviderFactory {

	private String reader = "";

	@Override
	public RealmResourceProvider create(KeycloakSession session) {
		return new RealmResourceProvider() {

			@Override
			public Object getResource() {
				return new CutoffFeed(session, CutoffFeedFactory.this.reader);
			}

			@Override
			public void close() {
				// It holds nothing.
			}

		};
	}

	@Override
	public String getId() {
		return "gatehouse";
	}

	@Override
	public void init(Scope config) {
		this.reader = config.get("reader", "bank-gateway");
	}

	@Override
	public void postInit(KeycloakSessionFactory factory) {
		// It needs no other provider.
	}

	@Override
	public void close() {
		// It holds nothing.
	}

}
