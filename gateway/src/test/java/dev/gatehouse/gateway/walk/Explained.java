package dev.gatehouse.gateway.walk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;

/** What the holder of a token was told about a call. */
record Explained(JsonNode json) {

	private static final JsonMapper JSON = new JsonMapper();

	static final String MANY = "gatehouse.explain.requests-per-minute=6000000";

	static final String AT_ONCE = "gatehouse.explain.burst=1000000";

	/** Returns the question about a call. */
	static Call question(String method, String path) {
		return Call.get("/v1/explain?method=" + encoded(method) + "&path=" + encoded(path));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** Reads an answer that explains. */
	static Explained of(Answer answer) {
		assertThat(answer).isOk()
			.hasField("Content-Type", "application/json")
			.hasField("Cache-Control", "no-store")
			.hasMember("requestId", "\"" + answer.requestId() + "\"");
		return new Explained(JSON.readTree(answer.body()));
	}

	boolean isAllowed() {
		return this.json.path("verdict").asString().equals("allowed");
	}

	/** Returns the results by room and check. */
	Map<String, String> results() {
		Map<String, String> results = new LinkedHashMap<>();
		this.json.path("checks")
			.forEach((check) -> results.put(check.path("room").asString() + "." + check.path("check").asString(),
					check.path("result").asString()));
		return results;
	}

	/** Returns the checks with this result. */
	List<String> checks(String result) {
		return results().entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(result))
			.map(Map.Entry::getKey)
			.toList();
	}

	String refusal(String member) {
		return this.json.path("refusal").path(member).asString();
	}

	Set<String> members() {
		return Set.copyOf(this.json.propertyNames());
	}

}
