package dev.gatehouse.gateway.revocation;

/**
 * What has become of a change.
 *
 * @param entry the entry as it is now in force here
 * @param store how far it got
 * @param isKept whether it is still known after a restart
 */
record Outcome(Revocation entry, Store store, boolean isKept) {

	/** What there is of a store. */
	enum Store {

		/** It was told, and tells all other gateways. */
		REACHABLE("reachable"),

		/** It is told when it is back; until then this gateway alone knows. */
		AWAY("away"),

		/** There is none: this gateway alone knows. */
		NONE("none");

		private final String id;

		Store(String id) {
			this.id = id;
		}

		String id() {
			return this.id;
		}

	}

}
