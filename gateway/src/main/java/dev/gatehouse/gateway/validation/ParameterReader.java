package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.contract.Place;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.validation.Parameter.In;
import dev.gatehouse.gateway.validation.Parameter.Values;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one operation, its own and those of its path. What it cannot
 * check it refuses.
 */
final class ParameterReader {

	private static final Set<String> MEMBERS = Set.of("name", "in", "description", "required", "deprecated",
			"allowEmptyValue", "style", "explode", "allowReserved", "schema", "example", "examples");

	/** Not parameters, whatever a contract says (OpenAPI 3.1, section 4.8.12.2). */
	private static final Set<String> NO_PARAMETERS = Set.of("header accept", "header content-type",
			"header authorization");

	private final Place place;

	private final Schemas schemas;

	private ParameterReader(Place place, Schemas schemas) {
		this.place = place;
		this.schemas = schemas;
	}

	/**
	 * Returns the parameters of an operation.
	 * @throws InvalidSetting if one of them cannot be enforced; it names the file, the
	 * line and the pointer
	 */
	static List<Parameter> read(Place place, Schemas schemas) {
		ParameterReader reader = new ParameterReader(place, schemas);
		Map<String, YamlNode> declared = reader.declared(place.path().get("parameters"));
		declared.putAll(reader.declared(place.operation().get("parameters")));
		NO_PARAMETERS.forEach(declared::remove);
		List<Parameter> parameters = new ArrayList<>();
		declared.values().forEach((node) -> parameters.add(reader.parameter(node)));
		if (parameters.stream().filter((parameter) -> parameter.in() == In.QUERY).count() > QueryRules.MOST) {
			throw place.operation().fault("has more than " + QueryRules.MOST + " query parameters");
		}
		return parameters;
	}

	/**
	 * Place and name together tell parameters apart; those of header fields in any case.
	 */
	private Map<String, YamlNode> declared(@Nullable YamlNode list) {
		Map<String, YamlNode> declared = new LinkedHashMap<>();
		for (YamlNode item : (list != null) ? list.items() : List.<YamlNode>of()) {
			YamlNode node = this.schemas.references().resolve(item);
			String in = node.require("in").text();
			String name = node.require("name").text();
			String key = in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
			if (declared.put(key, node) != null) {
				throw item.fault("'" + name + "' stands twice");
			}
		}
		return declared;
	}

	private Parameter parameter(YamlNode node) {
		node.members().forEach((member, value) -> {
			if (!MEMBERS.contains(member) && !member.startsWith("x-")) {
				throw value.fault("is not something that the gateway can enforce");
			}
		});
		In in = in(node.require("in"));
		String name = name(node.require("name"), in);
		YamlNode schema = node.require("schema");
		TextRule rule = TextRules.read(schema, this.schemas);
		Values values = TextRules.isList(schema, this.schemas) ? list(node, in) : one(node, in);
		return new Parameter(in, name, isRequired(node, in, name), isTrue(node.get("allowEmptyValue")), values, rule);
	}

	private static In in(YamlNode in) {
		return switch (in.text()) {
			case "query" -> In.QUERY;
			case "header" -> In.HEADER;
			case "path" -> In.PATH;
			default -> throw in.fault("must be query, header or path: the gateway takes no cookies");
		};
	}

	private String name(YamlNode name, In in) {
		if (in == In.PATH && !this.place.path().pointer().contains("{" + name.text() + "}")) {
			throw name.fault("'" + name.text() + "' is not in the path");
		}
		return name.text();
	}

	private static Values one(YamlNode parameter, In in) {
		checkStyle(parameter, in);
		return Values.ONE;
	}

	/** Lists of a query are exploded unless they say otherwise, others cannot be. */
	private static Values list(YamlNode parameter, In in) {
		checkStyle(parameter, in);
		YamlNode explode = parameter.get("explode");
		boolean repeated = in == In.QUERY && (explode == null || isTrue(explode));
		return repeated ? Values.REPEATED : Values.COMMAS;
	}

	private static void checkStyle(YamlNode parameter, In in) {
		YamlNode style = parameter.get("style");
		String usual = (in == In.QUERY) ? "form" : "simple";
		if (style != null && !style.text().equals(usual)) {
			throw style.fault("must be " + usual);
		}
	}

	/**
	 * A missing If-Match is left to the service where the contract promises its 428 (RFC
	 * 6585, section 3).
	 */
	private boolean isRequired(YamlNode parameter, In in, String name) {
		if (in == In.PATH) {
			return true;
		}
		YamlNode responses = this.place.operation().get("responses");
		boolean conditional = in == In.HEADER && name.equalsIgnoreCase("If-Match") && responses != null
				&& responses.get("428") != null;
		return !conditional && isTrue(parameter.get("required"));
	}

	private static boolean isTrue(@Nullable YamlNode flag) {
		if (flag == null) {
			return false;
		}
		return switch (flag.text()) {
			case "true" -> true;
			case "false" -> false;
			default -> throw flag.fault("must be true or false");
		};
	}

}
