package dev.gatehouse.keycloak;

import java.util.List;

import org.keycloak.Config.Scope;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Has Keycloak make and upgrade the table of {@link CutoffTable} in its own database,
 * with its own means.
 */
public final class CutoffSchema implements JpaEntityProvider, JpaEntityProviderFactory {

	private static final String ID = "gatehouse";

	@Override
	public JpaEntityProvider create(KeycloakSession session) {
		return this;
	}

	@Override
	public String getId() {
		return ID;
	}

	@Override
	public String getFactoryId() {
		return ID;
	}

	/** The table is read and written by SQL alone. */
	@Override
	public List<Class<?>> getEntities() {
		return List.of();
	}

	@Override
	public String getChangelogLocation() {
		return "META-INF/gatehouse-changelog.xml";
	}

	@Override
	public void init(Scope config) {
		// There is nothing to set.
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
