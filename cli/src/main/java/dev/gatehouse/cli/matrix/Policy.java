package dev.gatehouse.cli.matrix;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * All that decides who may call what.
 *
 * @param operations what the contracts name, in their order
 * @param partners who the registry names, in its order, by client id
 * @param realm what Keycloak gives; null: not looked at
 * @param audience whom a token must be for
 */
record Policy(List<Operation> operations, Map<String, Partner> partners, @Nullable Realm realm, String audience) {

	/** Every scope that some operation needs. */
	Set<String> needed() {
		return this.operations.stream()
			.flatMap((operation) -> operation.scopes().stream())
			.collect(Collectors.toUnmodifiableSet());
	}

}
