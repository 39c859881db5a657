package dev.gatehouse.gateway.validation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.gatehouse.gateway.contract.References;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;

/**
 * Goes through one schema and all that it refers to, and refuses what could not be
 * enforced to the letter, with file, line and pointer: a rule that was skipped would be
 * an open door. What is left the library compiles.
 */
final class SchemaReader {

	/** Hold for the same value as the schema they stand in. */
	private static final Set<String> SAME_VALUE = Set.of("not", "if", "then", "else");

	private static final Set<String> SAME_VALUE_LISTS = Set.of("allOf", "anyOf", "oneOf");

	/** Hold for a part of the value. */
	private static final Set<String> PARTS = Set.of("additionalProperties", "items", "contains", "propertyNames",
			"unevaluatedItems", "unevaluatedProperties");

	private static final Set<String> RULES = Set.of("type", "enum", "const", "multipleOf", "maximum",
			"exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "maxItems", "minItems",
			"uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "pattern");

	/**
	 * Say nothing about what is valid; {@code $defs} count where they are referred to.
	 */
	private static final Set<String> REMARKS = Set.of("title", "description", "default", "example", "examples",
			"deprecated", "readOnly", "writeOnly", "$comment", "$defs", "xml", "externalDocs", "discriminator",
			"contentEncoding", "contentMediaType", "contentSchema");

	private static final Set<String> FORMATS = Set.of("date", "date-time", "time", "duration", "email", "hostname",
			"idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid",
			"json-pointer", "relative-json-pointer", "regex", "int32", "int64");

	/** Formats that OpenAPI registers as hints to people and generators. */
	private static final Set<String> HINTS = Set.of("password", "byte", "binary", "float", "double", "decimal",
			"commonmark", "html", "char");

	private final References references;

	private final Set<String> names = new HashSet<>();

	private final Set<String> done = new HashSet<>();

	private final Deque<YamlNode> parts = new ArrayDeque<>();

	private SchemaReader(References references) {
		this.references = references;
	}

	/**
	 * Reads a schema.
	 * @return the names of all properties that it knows
	 * @throws InvalidSetting if it is not one that can be enforced
	 */
	static Set<String> names(YamlNode schema, References references) {
		SchemaReader reader = new SchemaReader(references);
		checkForm(schema);
		reader.parts.add(schema);
		while (!reader.parts.isEmpty()) {
			reader.read(reader.parts.remove(), new LinkedHashSet<>());
		}
		return reader.names;
	}

	/** Returns whether a keyword says nothing about what is valid. */
	static boolean isRemark(String keyword) {
		return REMARKS.contains(keyword) || keyword.startsWith("x-");
	}

	/** Whether each keyword has a value of its kind, and each pattern is one. */
	private static void checkForm(YamlNode schema) {
		SchemaCheck metaSchema = new SchemaCheck(JsonSchemas.metaSchema(), QuickRule.NOTHING, Set.of());
		for (Error error : metaSchema.errors(schema.json())) {
			YamlNode node = schema.at(pointer(error.getInstanceLocation()));
			throw ((node != null) ? node : schema).fault("is not a JSON schema here (" + SchemaCheck.rule(error) + ")");
		}
	}

	private static String pointer(NodePath path) {
		StringBuilder pointer = new StringBuilder();
		for (int i = 0; i < path.getNameCount(); i++) {
			pointer.append('/').append(path.getElement(i).toString().replace("~", "~0").replace("/", "~1"));
		}
		return pointer.toString();
	}

	/**
	 * Reads a schema with all that holds for the same value.
	 * @param trail where this began: coming back there, nothing of the value would have
	 * been used up, and no check of it would end
	 */
	private void read(YamlNode schema, Set<String> trail) {
		if (!schema.isMapping() || this.done.contains(schema.pointer())) {
			return;
		}
		if (!trail.add(schema.pointer())) {
			throw schema.fault("refers to itself without end");
		}
		schema.members().forEach((keyword, value) -> read(keyword, value, trail));
		trail.remove(schema.pointer());
		this.done.add(schema.pointer());
	}

	private void read(String keyword, YamlNode value, Set<String> trail) {
		if (SAME_VALUE.contains(keyword)) {
			read(value, trail);
		}
		else if (SAME_VALUE_LISTS.contains(keyword)) {
			value.items().forEach((schema) -> read(schema, trail));
		}
		else if (PARTS.contains(keyword)) {
			this.parts.add(value);
		}
		else if (!RULES.contains(keyword) && !isRemark(keyword)) {
			readSpecial(keyword, value, trail);
		}
	}

	private void readSpecial(String keyword, YamlNode value, Set<String> trail) {
		switch (keyword) {
			case "$ref" -> readTarget(this.references.target(value), trail);
			case "properties" -> {
				this.names.addAll(value.members().keySet());
				this.parts.addAll(value.members().values());
			}
			case "patternProperties" -> this.parts.addAll(value.members().values());
			case "prefixItems" -> this.parts.addAll(value.items());
			case "required" -> value.items().forEach((name) -> this.names.add(name.text()));
			case "dependentRequired" -> value.members().forEach((name, others) -> {
				this.names.add(name);
				others.items().forEach((other) -> this.names.add(other.text()));
			});
			case "dependentSchemas" -> value.members().values().forEach((schema) -> read(schema, trail));
			case "format" -> checkFormat(value);
			default -> throw value.fault("is not a keyword that the gateway can enforce");
		}
	}

	private void readTarget(YamlNode target, Set<String> trail) {
		if (!this.done.contains(target.pointer())) {
			checkForm(target);
		}
		read(target, trail);
	}

	private static void checkFormat(YamlNode format) {
		if (!FORMATS.contains(format.text()) && !HINTS.contains(format.text())) {
			throw format.fault("'" + format.text() + "' is not a format that the gateway can enforce");
		}
	}

}
