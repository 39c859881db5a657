package dev.gatehouse.cli.matrix;

import org.jspecify.annotations.Nullable;

/**
 * A client id and what is known of it.
 *
 * @param id the client id
 * @param partner the registry's entry; null: it has none
 * @param client Keycloak's client; null: it has none, or nobody looked
 */
record Subject(String id, @Nullable Partner partner, @Nullable Client client) {

	/** What the registry says of it, for programs. */
	String status() {
		if (this.partner == null) {
			return "not-registered";
		}
		return this.partner.active() ? "active" : "suspended";
	}

}
