package dev.gatehouse.cli.revocation;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/**
 * How far a change got, as it is told.
 *
 * @param answer the gateway's
 */
record Reach(JsonNode answer) {

	/**
	 * Tells that something is so now, and where.
	 * @throws Complaint if it is not so everywhere, or will not stay so
	 */
	void tell(Terminal terminal, String what) {
		String store = this.answer.path("store").asString("");
		terminal.line(what + switch (store) {
			case "reachable" -> ", at every gateway within a second.";
			case "none" ->
				", at this gateway. It has no store: tell each of the others, if there are any (--management).";
			default -> ", at this gateway.";
		});
		if (!store.equals("reachable") && !store.equals("none")) {
			throw new Complaint(
					"The store is away: the other gateways are told when it is back. Until then tell each of "
							+ "them (--management).");
		}
		if (!this.answer.path("kept").asBoolean(false)) {
			throw new Complaint("It is not kept anywhere and ends with that gateway's process: see "
					+ "gatehouse.revocations.file.");
		}
	}

}
