package dev.gatehouse.gateway.validation;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * The keyword {@code uniqueItems} (JSON Schema Validation 2020-12, section 6.4.3). The
 * library's own takes 1 and 1.0 for two, and compares each item with each where a caller
 * sends items of one hash code. Here items are compared as text that is the same for
 * equal values, which a set keeps in order.
 */
final class DistinctItems extends AbstractKeyword {

	private static final String NAME = "uniqueItems";

	DistinctItems() {
		super(NAME);
	}

	@Override
	public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema schema,
			SchemaContext context) {
		return new Rule(value, location);
	}

	static boolean areDistinct(JsonNode items) {
		Set<String> seen = new HashSet<>();
		for (JsonNode item : items) {
			StringBuilder text = new StringBuilder();
			write(item, text);
			if (!seen.add(text.toString())) {
				return false;
			}
		}
		return true;
	}

	private static void write(JsonNode value, StringBuilder text) {
		if (value.isObject()) {
			text.append('{');
			for (String name : new TreeSet<>(value.propertyNames())) {
				write(name, text);
				write(value.path(name), text);
			}
			text.append('}');
		}
		else if (value.isArray()) {
			text.append('[');
			value.forEach((item) -> write(item, text));
			text.append(']');
		}
		else if (value.isString()) {
			write(value.stringValue(), text);
		}
		else if (value.isNumber()) {
			text.append(value.decimalValue().stripTrailingZeros()).append(',');
		}
		else {
			text.append(value).append(',');
		}
	}

	private static void write(String string, StringBuilder text) {
		text.append('"').append(string.length()).append('"').append(string);
	}

	private static final class Rule extends AbstractKeywordValidator {

		private final boolean on;

		Rule(JsonNode value, SchemaLocation location) {
			super(NAME, value, location);
			this.on = value.asBoolean(false);
		}

		@Override
		public void validate(ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
			if (this.on && value.isArray() && !areDistinct(value)) {
				execution.addError(Error.builder().keyword(NAME).instanceLocation(location).build());
			}
		}

	}

}
