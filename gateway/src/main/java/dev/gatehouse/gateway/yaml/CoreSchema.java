package dev.gatehouse.gateway.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Which plain scalars are not text (YAML 1.2.2, section 10.3.2). SnakeYAML itself goes by
 * YAML 1.1, to which {@code no} is a truth value and {@code 1e3} is text.
 */
final class CoreSchema {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");

	private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

	private CoreSchema() {
	}

	static JsonNode value(ScalarNode scalar) {
		String text = scalar.getValue();
		return (scalar.getScalarStyle() == ScalarStyle.PLAIN) ? plain(text) : JSON.stringNode(text);
	}

	private static JsonNode plain(String text) {
		return switch (text) {
			case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
			case "true", "True", "TRUE" -> JSON.booleanNode(true);
			case "false", "False", "FALSE" -> JSON.booleanNode(false);
			default -> number(text);
		};
	}

	private static JsonNode number(String text) {
		if (WHOLE.matcher(text).matches()) {
			BigInteger number = new BigInteger(text);
			return (number.bitLength() < Long.SIZE) ? JSON.numberNode(number.longValueExact())
					: JSON.numberNode(number);
		}
		return DECIMAL.matcher(text).matches() ? JSON.numberNode(new BigDecimal(text)) : JSON.stringNode(text);
	}

}
