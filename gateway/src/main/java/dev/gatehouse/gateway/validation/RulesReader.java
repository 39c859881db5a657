package dev.gatehouse.gateway.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.contract.Place;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one contract's operations. */
final class RulesReader {

	private final Schemas schemas;

	private final Watch watch;

	RulesReader(Schemas schemas, Watch watch) {
		this.schemas = schemas;
		this.watch = watch;
	}

	/**
	 * Reads the rules of an operation.
	 * @throws InvalidSetting if one of them cannot be enforced; it names the file, the
	 * line and the pointer
	 */
	OperationRules read(Operation operation, Place place) {
		List<Parameter> parameters = ParameterReader.read(place, this.schemas);
		return new OperationRules(new PathRules(operation.path(), of(parameters, Parameter.In.PATH)),
				new QueryRules(of(parameters, Parameter.In.QUERY)),
				new HeaderRules(of(parameters, Parameter.In.HEADER)), body(place.operation().get("requestBody")),
				this.watch);
	}

	private static List<Parameter> of(List<Parameter> parameters, Parameter.In in) {
		return parameters.stream().filter((parameter) -> parameter.in() == in).toList();
	}

	private @Nullable JsonBody body(@Nullable YamlNode node) {
		if (node == null) {
			return null;
		}
		YamlNode body = this.schemas.references().resolve(node);
		Map<String, SchemaCheck> checks = new HashMap<>();
		body.require("content").members().forEach((type, content) -> {
			YamlNode schema = content.get("schema");
			if (schema != null && isJson(type.toLowerCase(Locale.ROOT))) {
				checks.put(type.toLowerCase(Locale.ROOT), this.schemas.compile(schema));
			}
		});
		YamlNode required = body.get("required");
		return new JsonBody(required != null && required.text().equals("true"), checks);
	}

	/** RFC 6839, section 3.1 names the suffix. */
	private static boolean isJson(String type) {
		return type.equals("application/json") || type.endsWith("+json");
	}

}
