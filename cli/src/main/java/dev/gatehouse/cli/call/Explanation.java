package dev.gatehouse.cli.call;

import java.util.stream.Collectors;

import dev.gatehouse.cli.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway explains of a call, as it is shown: the verdict, a line for each
 * check, and what there is to know of scopes and plan.
 *
 * @param json the gateway's answer
 */
record Explanation(JsonNode json) {

	private static final String LINE = "%-20s %s";

	boolean isAllowed() {
		return this.json.path("verdict").asString().equals("allowed");
	}

	void print(Terminal terminal) {
		terminal.line(verdict());
		this.json.path("checks")
			.forEach((check) -> terminal
				.line(LINE.formatted(check.path("room").asString() + " " + check.path("check").asString(),
						check.path("result").asString())));
		JsonNode scopes = this.json.path("scopes");
		scopes.propertyStream()
			.forEach((scope) -> terminal.line(LINE.formatted("scopes " + scope.getKey(), list(scope.getValue()))));
		JsonNode limits = this.json.path("limits");
		if (limits.isObject()) {
			terminal.line(LINE.formatted("plan", limits.path("plan").asString()));
			limits.propertyStream()
				.filter((limit) -> limit.getValue().isObject())
				.forEach((limit) -> terminal.line(LINE.formatted("plan " + limit.getKey(), left(limit.getValue()))));
		}
		this.json.path("hints")
			.forEach((hint) -> terminal.line(LINE.formatted("hint", hint.path("detail").asString())));
	}

	private String verdict() {
		JsonNode refusal = this.json.path("refusal");
		return isAllowed() ? "allowed"
				: "refused: %s %s (%s): %s".formatted(refusal.path("status").asString(),
						refusal.path("problem").asString(), refusal.path("reason").asString(),
						refusal.path("detail").asString());
	}

	private static String list(JsonNode values) {
		return values.isEmpty() ? "none"
				: values.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
	}

	private static String left(JsonNode limit) {
		return limit.path("remaining").asString() + " of " + limit.path("limit").asString() + " left";
	}

}
