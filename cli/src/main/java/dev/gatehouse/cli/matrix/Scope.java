package dev.gatehouse.cli.matrix;

import dev.gatehouse.cli.terminal.Complaint;

/** A scope as a token can hold it (RFC 6749, section 3.3). */
final class Scope {

	private Scope() {
	}

	/**
	 * The scope that stands there.
	 * @throws Complaint if it is none
	 */
	static String of(Node node) {
		if (!RegistryRules.isScope(node.text())) {
			throw node.fault("'" + node.text() + "' is no scope (RFC 6749, section 3.3)");
		}
		return node.text();
	}

}
