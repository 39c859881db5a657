package dev.gatehouse.cli.matrix;

import java.util.Map;

/**
 * A partner of the registry.
 *
 * @param client its client id
 * @param active whether it may come in; false: suspended
 * @param ceiling the scopes it may have at most, and where each stands
 * @param binding how its tokens must be bound: none, mtls or dpop
 * @param place where it stands
 */
record Partner(String client, boolean active, Map<String, Place> ceiling, String binding, Place place) {

	boolean holds(Operation operation) {
		return this.ceiling.keySet().containsAll(operation.scopes());
	}

}
