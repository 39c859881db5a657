package dev.gatehouse.gateway.metadata;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.contract.Operation;

/**
 * Under which path each API lives: the literal segments that all of its operations begin
 * with. An API that shares them with another has no path of its own.
 */
final class ApiPaths {

	private ApiPaths() {
	}

	/** Returns the paths by API, each beginning with a slash. */
	static Map<String, String> of(List<Operation> operations) {
		Map<String, String> paths = new HashMap<>();
		for (Operation operation : operations) {
			paths.merge(operation.api(), literal(operation.path()), ApiPaths::common);
		}
		List<String> all = List.copyOf(paths.values());
		paths.values().removeIf((path) -> path.isEmpty() || Collections.frequency(all, path) > 1);
		return paths;
	}

	private static String literal(String template) {
		int parameter = template.indexOf("/{");
		return (parameter < 0) ? template : template.substring(0, parameter);
	}

	private static String common(String one, String other) {
		String shared = one;
		while (!(other + "/").startsWith(shared + "/")) {
			shared = shared.substring(0, shared.lastIndexOf('/'));
		}
		return shared;
	}

}
