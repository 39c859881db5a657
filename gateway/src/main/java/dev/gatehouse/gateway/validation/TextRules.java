package dev.gatehouse.gateway.validation;

import java.util.HashSet;
import java.util.Set;

import dev.gatehouse.gateway.contract.References;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes the rule of a parameter from its schema: a few comparisons for what nearly every
 * parameter is, and the compiled schema for the rest. Both say the same.
 */
final class TextRules {

	private static final Set<String> OF_NUMBER = Set.of("type", "minimum", "maximum");

	private static final Set<String> OF_TEXT = Set.of("type", "minLength", "maxLength", "pattern", "enum", "format");

	private static final Set<String> VALUES = Set.of("string", "integer", "number", "boolean");

	private TextRules() {
	}

	/**
	 * Reads a schema.
	 * @throws InvalidSetting if it cannot be enforced on text
	 */
	static TextRule read(YamlNode schema, Schemas schemas) {
		SchemaCheck check = schemas.compile(schema);
		YamlNode resolved = schemas.references().resolve(schema);
		if (isList(schema, schemas)) {
			YamlNode items = resolved.get("items");
			return new SchemaRule(check, valueType((items != null) ? schemas.references().resolve(items) : resolved));
		}
		TextRule simple = isPlain(schema, schemas.references()) ? simple(resolved.json()) : null;
		return (simple != null) ? simple : new SchemaRule(check, valueType(resolved));
	}

	static boolean isList(YamlNode schema, Schemas schemas) {
		return type(schemas.references().resolve(schema)).equals("array");
	}

	private static String type(YamlNode schema) {
		YamlNode type = schema.isMapping() ? schema.get("type") : null;
		return (type != null) ? type.text() : "string";
	}

	private static String valueType(YamlNode schema) {
		String type = type(schema);
		if (!VALUES.contains(type)) {
			throw schema.fault("a parameter is a string, an integer, a number, a boolean or an array of these");
		}
		return type;
	}

	/** Whether no reference on the way has a rule beside it. */
	private static boolean isPlain(YamlNode schema, References references) {
		if (!schema.isMapping()) {
			return false;
		}
		YamlNode reference = schema.get("$ref");
		return reference == null || (schema.members().size() == 1 && isPlain(references.target(reference), references));
	}

	private static @Nullable TextRule simple(JsonNode schema) {
		return switch (schema.path("type").asString("")) {
			case "integer" -> ofNumber(schema);
			case "string" -> ofText(schema);
			default -> null;
		};
	}

	private static @Nullable TextRule ofNumber(JsonNode schema) {
		JsonNode least = schema.path("minimum");
		JsonNode most = schema.path("maximum");
		if (!holdsOnly(schema, OF_NUMBER) || !(least.isMissingNode() || isLong(least))
				|| !(most.isMissingNode() || isLong(most))) {
			return null;
		}
		return new WholeNumberRule(least.isMissingNode() ? null : least.longValue(),
				most.isMissingNode() ? null : most.longValue());
	}

	private static boolean isLong(JsonNode number) {
		return number.isIntegralNumber() && number.canConvertToLong();
	}

	private static @Nullable TextRule ofText(JsonNode schema) {
		JsonNode format = schema.path("format");
		boolean uuid = format.asString("").equals("uuid");
		if (!holdsOnly(schema, OF_TEXT) || !(format.isMissingNode() || uuid)) {
			return null;
		}
		Set<String> values = new HashSet<>();
		for (JsonNode value : schema.path("enum")) {
			if (!value.isString()) {
				return null;
			}
			values.add(value.stringValue());
		}
		String pattern = schema.path("pattern").asString("");
		return new StringRule(uuid, schema.path("minLength").asInt(0),
				schema.path("maxLength").asInt(Integer.MAX_VALUE), pattern.isEmpty() ? null : new QuickPattern(pattern),
				values);
	}

	private static boolean holdsOnly(JsonNode schema, Set<String> keywords) {
		for (String keyword : schema.propertyNames()) {
			if (!keywords.contains(keyword) && !SchemaReader.isRemark(keyword)) {
				return false;
			}
		}
		return true;
	}

}
