package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
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
		rules.add(of(left.remove("type"), (value) -> type(value.json())));
		rules.add(of(left.remove("enum"), (value) -> values(value.json())));
		rules.add(number(left.remove("minimum"), left.remove("maximum")));
		rules.add(text(left));
		rules.add(object(left));
		rules.add(array(left));
		rules.add(of(left.remove("$ref"), (value) -> read(this.references.target(value))));
		rules.add(of(left.remove("allOf"), (value) -> all(value.items().stream().map(this::read).toList())));
		return left.isEmpty() ? all(rules) : QuickRule.NOTHING;
	}

	private static QuickRule of(@Nullable YamlNode value, Function<YamlNode, QuickRule> rule) {
		return (value != null) ? rule.apply(value) : QuickRule.ANYTHING;
	}

	private static QuickRule all(List<QuickRule> rules) {
		QuickRule[] telling = rules.stream().filter((rule) -> rule != QuickRule.ANYTHING).toArray(QuickRule[]::new);
		return (value) -> {
			for (QuickRule rule : telling) {
				if (!rule.accepts(value)) {
					return false;
				}
			}
			return true;
		};
	}

	private static QuickRule type(JsonNode name) {
		return switch (name.asString("")) {
			case "object" -> JsonNode::isObject;
			case "array" -> JsonNode::isArray;
			case "string" -> JsonNode::isString;
			case "boolean" -> JsonNode::isBoolean;
			case "null" -> JsonNode::isNull;
			case "number" -> JsonNode::isNumber;
			case "integer" -> JsonNode::isIntegralNumber;
			default -> QuickRule.NOTHING;
		};
	}

	private static QuickRule values(JsonNode values) {
		Set<String> texts = new HashSet<>();
		for (JsonNode value : values) {
			if (value.isString()) {
				texts.add(value.stringValue());
			}
		}
		Set<String> known = Set.copyOf(texts);
		return (value) -> value.isString() && known.contains(value.stringValue());
	}

	private static QuickRule number(@Nullable YamlNode minimum, @Nullable YamlNode maximum) {
		if (minimum == null && maximum == null) {
			return QuickRule.ANYTHING;
		}
		return new QuickNumber((minimum != null) ? bound(minimum, Long.MAX_VALUE) : Long.MIN_VALUE,
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
	private static QuickRule text(Map<String, YamlNode> left) {
		YamlNode shortest = left.remove("minLength");
		YamlNode longest = left.remove("maxLength");
		YamlNode pattern = left.remove("pattern");
		boolean uuid = removeFormat(left, "uuid");
		boolean date = removeFormat(left, "date");
		if (shortest == null && longest == null && pattern == null && !uuid && !date) {
			return QuickRule.ANYTHING;
		}
		StringRule rule = new StringRule(
				uuid, least(shortest), most(longest), (pattern != null)
						? JDKRegularExpressionFactory.getInstance().getRegularExpression(pattern.text()) : null,
				Set.of());
		return (value) -> !value.isString()
				|| (rule.broken(value.stringValue(), 0, value.stringValue().length()) == null
						&& (!date || DateForm.is(value.stringValue())));
	}

	/** A format that is not known here stays, and may be one of numbers. */
	private static boolean removeFormat(Map<String, YamlNode> left, String name) {
		YamlNode format = left.get("format");
		return format != null && format.text().equals(name) && left.remove("format") != null;
	}

	private QuickRule object(Map<String, YamlNode> left) {
		YamlNode properties = left.remove("properties");
		YamlNode required = left.remove("required");
		YamlNode others = left.remove("additionalProperties");
		if (properties == null && required == null && others == null) {
			return QuickRule.ANYTHING;
		}
		Set<String> names = new HashSet<>();
		if (required != null) {
			required.items().forEach((name) -> names.add(name.text()));
		}
		Map<String, QuickObject.Member> members = new HashMap<>();
		if (properties != null) {
			properties.members()
				.forEach((name, schema) -> members.put(name,
						new QuickObject.Member(read(schema), names.contains(name))));
		}
		// A name that is required and not described is one of the others, and counted by
		// nobody: no object is accepted then.
		return new QuickObject(members, of(others, this::read), names.size());
	}

	private QuickRule array(Map<String, YamlNode> left) {
		YamlNode items = left.remove("items");
		YamlNode fewest = left.remove("minItems");
		YamlNode most = left.remove("maxItems");
		return (items == null && fewest == null && most == null) ? QuickRule.ANYTHING
				: new QuickArray(of(items, this::read), least(fewest), most(most));
	}

	/** A rule that may be referred to before it is made. */
	private static final class Later implements QuickRule {

		private QuickRule rule = QuickRule.NOTHING;

		void become(QuickRule rule) {
			this.rule = rule;
		}

		@Override
		public boolean accepts(JsonNode value) {
			return this.rule.accepts(value);
		}

	}

}
