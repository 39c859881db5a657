package dev.gatehouse.cli.matrix;

import java.util.Set;

/**
 * The client scopes that Keycloak brings along in every new realm, and gives to clients
 * by itself. They open no API of a bank.
 */
public final class BuiltInScopes {

	private static final Set<String> NAMES = Set.of("acr", "address", "basic", "email", "microprofile-jwt",
			"offline_access", "organization", "phone", "profile", "roles", "service_account", "web-origins");

	private BuiltInScopes() {
	}

	/** Returns whether it is one of them. */
	public static boolean contains(String scope) {
		return NAMES.contains(scope);
	}

}
