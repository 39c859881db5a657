package dev.gatehouse.service.contract;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Text of HTTP as the JSON that schemas speak about. */
final class Text {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private Text() {
	}

	/** Empty when it is no JSON. */
	static Optional<JsonNode> json(String text) {
		try {
			JsonNode json = JSON.readTree(text);
			return json.isMissingNode() ? Optional.empty() : Optional.of(json);
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	/**
	 * A parameter is text; where its schema wants a number or a truth value, it is read
	 * as one.
	 */
	static JsonNode typed(String text, JsonNode schema) {
		Set<String> types = schema.path("type").isArray()
				? schema.path("type").valueStream().map(JsonNode::asString).collect(Collectors.toSet())
				: Set.of(schema.path("type").asString(""));
		boolean isText = types.contains("string") || types.contains("");
		return isText ? StringNode.valueOf(text) : json(text).orElseGet(() -> StringNode.valueOf(text));
	}

}
