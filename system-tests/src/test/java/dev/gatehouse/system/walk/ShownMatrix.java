package dev.gatehouse.system.walk;

import dev.gatehouse.system.Contract;
import dev.gatehouse.system.Contract.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code ./gatehouse matrix --format json} has printed. */
final class ShownMatrix {

	private final JsonNode json;

	ShownMatrix(String printed) {
		this.json = JsonMapper.shared().readTree(printed);
	}

	String verdict(String client, String operation) {
		return this.json.path("clients")
			.valueStream()
			.filter((row) -> row.path("client").asString().equals(client))
			.findFirst()
			.orElseThrow()
			.path("verdicts")
			.path(operation)
			.asString();
	}

	/**
	 * It says of each partner and operation what {@link MatrixWalk} expects of the call,
	 * and of nothing else.
	 */
	void assertIsWhatTheWalkExpects() {
		assertThat(this.json.path("clients").valueStream().map((row) -> row.path("client").asString()))
			.containsExactlyInAnyOrderElementsOf(Contract.clients());
		assertThat(this.json.path("operations").size()).isEqualTo(Contract.operations().size());
		for (String client : Contract.clients()) {
			for (Operation operation : Contract.operations()) {
				assertThat(verdict(client, operation.method() + " " + operation.path()))
					.as(client + " " + operation.id())
					.isEqualTo(expected(client, operation));
			}
		}
	}

	private static String expected(String client, Operation operation) {
		if (Contract.ceiling(client).isEmpty()) {
			return "suspended";
		}
		return Contract.ceiling(client).contains(operation.scope()) ? "allowed" : "not-in-ceiling";
	}

}
