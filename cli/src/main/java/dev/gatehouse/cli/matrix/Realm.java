package dev.gatehouse.cli.matrix;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What Keycloak gives to whom.
 *
 * @param source the realm's file, or the address of the running Keycloak
 * @param clients by client id
 * @param scopes the realm's client scopes by name
 */
record Realm(String source, Map<String, Client> clients, Map<String, ClientScope> scopes) {

	/**
	 * A client scope.
	 *
	 * @param name its name
	 * @param inToken whether a token that has it says so in its {@code scope}
	 * @param audiences whom a token that has it is for
	 * @param place where it stands
	 */
	record ClientScope(String name, boolean inToken, Set<String> audiences, Place place) {
	}

	@Nullable Client client(String id) {
		return this.clients.get(id);
	}

	/** Whether a token of that client can hold that scope. */
	boolean gives(Client client, String scope) {
		ClientScope defined = this.scopes.get(scope);
		return defined != null && defined.inToken() && client.scopes().containsKey(scope);
	}

	/** Whether a token of that client can hold all that the operation needs. */
	boolean gives(Client client, Operation operation) {
		return operation.scopes().stream().allMatch((scope) -> gives(client, scope));
	}

	/** Whether every token of that client is for that audience. */
	boolean isFor(Client client, String audience) {
		return client.token().audiences().contains(audience) || client.token().defaults().stream().anyMatch((name) -> {
			ClientScope scope = this.scopes.get(name);
			return scope != null && scope.audiences().contains(audience);
		});
	}

	/** Whether it is a scope that would open something, and not one of Keycloak's own. */
	boolean isOfApis(String scope) {
		ClientScope defined = this.scopes.get(scope);
		return !BuiltInScopes.contains(scope) && (defined == null || defined.inToken());
	}

}
