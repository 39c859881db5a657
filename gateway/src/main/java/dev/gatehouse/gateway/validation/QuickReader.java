package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.contract.References;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes quick rules of schemas that the library has compiled. One with a keyword, or a
 * keyword's value, that is not known here accepts nothing quickly: the library has the
 * word on all that this leaves out.
 */
final class QuickReader {

	/** No UTF-8 has such a byte. */
	private static final byte[] NO_NAME = { -1 };

	private final References references;

	/**
	 * By pointer; one that is still being read stands here too, for it may hold itself.
	 */
	private final Map<String, Later> known = new HashMap<>();

	QuickReader(References references) {
		this.references = references;
	}

	QuickRule read(YamlNode schema) {
		if (!schema.isMapping()) {
			return schema.text().equals("true") ? QuickRule.ANYTHING : QuickRule.NOTHING;
		}
		Later rule = this.known.get(schema.pointer());
		if (rule == null) {
			rule = new Later();
			this.known.put(schema.pointer(), rule);
			rule.become(rule(schema));
		}
		return rule;
	}

	private QuickRule rule(YamlNode schema) {
		Map<String, YamlNode> left = new HashMap<>(schema.members());
		left.keySet().removeIf(SchemaReader::isRemark);
		List<QuickRule> rules = new ArrayList<>();
		YamlNode type = left.remove("type");
		Set<String> values = texts(left.remove("enum"));
		int types = ((type != null) ? type(type.json()) : QuickValue.ALL)
				& ((values != null) ? typesOf(values) : QuickValue.ALL);
		boolean whole = type != null && type.json().asString("").equals("integer");
		QuickValue value = new QuickValue(types, object(left), array(left), text(left, values),
				number(whole, left.remove("minimum"), left.remove("maximum")));
		if (!value.equals(QuickRule.ANYTHING)) {
			rules.add(value);
		}
		if (left.get("$ref") != null) {
			rules.add(read(this.references.target(left.remove("$ref"))));
		}
		if (left.get("allOf") != null) {
			left.remove("allOf").items().forEach((part) -> rules.add(read(part)));
		}
		return left.isEmpty() ? all(rules) : QuickRule.NOTHING;
	}

	private static QuickRule all(List<QuickRule> rules) {
		if (rules.isEmpty()) {
			return QuickRule.ANYTHING;
		}
		QuickRule first = rules.getFirst();
		if (rules.size() == 1) {
			return first;
		}
		QuickRule[] others = rules.stream().skip(1).toArray(QuickRule[]::new);
		return (json) -> {
			int begin = json.position();
			boolean accepted = first.accepts(json);
			for (int i = 0; accepted && i < others.length; i++) {
				accepted = json.again(begin) && others[i].accepts(json);
			}
			return accepted;
		};
	}

	private static int type(JsonNode name) {
		return switch (name.asString("")) {
			case "object" -> QuickValue.OBJECT;
			case "array" -> QuickValue.ARRAY;
			case "string" -> QuickValue.TEXT;
			case "boolean" -> QuickValue.BOOLEAN;
			case "null" -> QuickValue.NULL;
			case "number", "integer" -> QuickValue.NUMBER;
			default -> 0;
		};
	}

	/** Of the values only the texts are known here. */
	private static int typesOf(Set<String> values) {
		return values.isEmpty() ? 0 : QuickValue.TEXT;
	}

	private static @Nullable Set<String> texts(@Nullable YamlNode values) {
		if (values == null) {
			return null;
		}
		Set<String> texts = new HashSet<>();
		for (JsonNode value : values.json()) {
			if (value.isString()) {
				texts.add(value.stringValue());
			}
		}
		return texts;
	}

	private static @Nullable QuickNumber number(boolean whole, @Nullable YamlNode minimum, @Nullable YamlNode maximum) {
		if (minimum == null && maximum == null) {
			return whole ? new QuickNumber(false, 0, 0) : null;
		}
		return new QuickNumber(true, (minimum != null) ? bound(minimum, Long.MAX_VALUE) : Long.MIN_VALUE,
				(maximum != null) ? bound(maximum, Long.MIN_VALUE) : Long.MAX_VALUE);
	}

	/** A bound that is no such number is one that nothing keeps to. */
	private static long bound(YamlNode value, long unknown) {
		JsonNode number = value.json();
		return (number.isIntegralNumber() && number.canConvertToLong()) ? number.longValue() : unknown;
	}

	private static int least(@Nullable YamlNode value) {
		return (value != null) ? (int) Math.min(bound(value, Long.MAX_VALUE), Integer.MAX_VALUE) : 0;
	}

	private static int most(@Nullable YamlNode value) {
		return (value != null) ? (int) Math.min(bound(value, 0), Integer.MAX_VALUE) : Integer.MAX_VALUE;
	}

	/**
	 * A text is held to what a parameter of its kind is held to, and a date to be one.
	 */
	private static @Nullable QuickText text(Map<String, YamlNode> left, @Nullable Set<String> values) {
		YamlNode shortest = left.remove("minLength");
		YamlNode longest = left.remove("maxLength");
		YamlNode pattern = left.remove("pattern");
		boolean uuid = removeFormat(left, "uuid");
		boolean date = removeFormat(left, "date");
		if (shortest == null && longest == null && pattern == null && values == null && !uuid && !date) {
			return null;
		}
		TextRule form = (uuid || pattern != null || values != null) ? new StringRule(uuid, 0, Integer.MAX_VALUE,
				(pattern != null) ? new QuickPattern(pattern.text()) : null, (values != null) ? values : Set.of())
				: null;
		return new QuickText(least(shortest), most(longest), form, date);
	}

	/** A format that is not known here stays, and may be one of numbers. */
	private static boolean removeFormat(Map<String, YamlNode> left, String name) {
		YamlNode format = left.get("format");
		return format != null && format.text().equals(name) && left.remove("format") != null;
	}

	private @Nullable QuickObject object(Map<String, YamlNode> left) {
		YamlNode properties = left.remove("properties");
		YamlNode required = left.remove("required");
		YamlNode others = left.remove("additionalProperties");
		if (properties == null && required == null && others == null) {
			return null;
		}
		QuickRule other = (others != null) ? read(others) : QuickRule.ANYTHING;
		Map<String, QuickRule> rules = new LinkedHashMap<>();
		if (properties != null) {
			properties.members().forEach((name, schema) -> rules.put(name, read(schema)));
		}
		Set<String> names = new HashSet<>();
		if (required != null) {
			required.items().forEach((name) -> names.add(name.text()));
		}
		// A name that is required and not described is one of the others.
		names.forEach((name) -> rules.putIfAbsent(name, other));
		List<QuickObject.Member> members = new ArrayList<>();
		rules.forEach((name, rule) -> members.add(new QuickObject.Member(utf8(name), rule, names.contains(name))));
		return new QuickObject(members, other);
	}

	/** Half a character has no UTF-8, and is in no body. */
	private static byte[] utf8(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		return new String(bytes, StandardCharsets.UTF_8).equals(name) ? bytes : NO_NAME;
	}

	private @Nullable QuickArray array(Map<String, YamlNode> left) {
		YamlNode items = left.remove("items");
		YamlNode fewest = left.remove("minItems");
		YamlNode most = left.remove("maxItems");
		return (items == null && fewest == null && most == null) ? null
				: new QuickArray((items != null) ? read(items) : QuickRule.ANYTHING, least(fewest), most(most));
	}

	/** A rule that may be referred to before it is made. */
	private static final class Later implements QuickRule {

		private QuickRule rule = QuickRule.NOTHING;

		void become(QuickRule rule) {
			this.rule = rule;
		}

		@Override
		public boolean accepts(QuickJson json) {
			return this.rule.accepts(json);
		}

	}

}
