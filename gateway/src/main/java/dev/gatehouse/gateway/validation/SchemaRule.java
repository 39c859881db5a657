package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.networknt.schema.Error;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A value, or a list of values, that the schema library has to look at.
 *
 * @param schema the schema of the whole parameter
 * @param type the JSON type of a value: string, integer, number or boolean
 */
record SchemaRule(SchemaCheck schema, String type) implements TextRule {

	@Override
	public @Nullable String broken(String text, int from, int to) {
		JsonNode value = value(text.substring(from, to));
		return (value != null) ? broken(value) : "type";
	}

	/** Returns the rule that a list of values breaks, or null. */
	@Nullable String broken(List<String> texts) {
		ArrayNode list = JsonNodeFactory.instance.arrayNode(texts.size());
		for (String text : texts) {
			JsonNode value = value(text);
			if (value == null) {
				return "type";
			}
			list.add(value);
		}
		return broken(list);
	}

	private @Nullable String broken(JsonNode value) {
		List<Error> errors = this.schema.errors(value);
		return errors.isEmpty() ? null : SchemaCheck.rule(errors.getFirst());
	}

	private @Nullable JsonNode value(String text) {
		if (this.type.equals("string")) {
			return JsonNodeFactory.instance.stringNode(text);
		}
		if (text.isEmpty() || text.chars().anyMatch((c) -> c <= ' ')) {
			return null;
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		JsonNode value = StrictJson.read(bytes, bytes.length);
		return (value != null && (value.isNumber() || value.isBoolean())) ? value : null;
	}

}
