package dev.gatehouse.gateway.validation;

import java.util.List;

import dev.gatehouse.gateway.contract.Place;
import dev.gatehouse.gateway.yaml.YamlNode;

/** The parameters of an operation that a test writes down. */
final class Parameters {

	private static final String PATH = "/v1/things/{thingId}/parts/{partId}";

	private Parameters() {
	}

	/** Parameters of the operation itself, each in one line. */
	static List<Parameter> of(String... parameters) {
		return read(List.of(), List.of(parameters), "{'200': {description: d}}");
	}

	static List<Parameter> read(List<String> ofPath, List<String> ofOperation, String responses) {
		String yaml = """
				openapi: 3.1.1
				paths:
				  %s:
				    parameters: [%s]
				    get:
				      responses: %s
				      parameters:
				        - %s
				components:
				  parameters:
				    Limit: {name: limit, in: query, schema: {type: integer, minimum: 1}}
				    Again: {$ref: '#/components/parameters/Limit'}
				    Circle: {$ref: '#/components/parameters/Circle'}
				""".formatted(PATH, String.join(", ", ofPath), responses, String.join("\n        - ", ofOperation));
		if (ofOperation.isEmpty()) {
			yaml = yaml.replace("        - \n", "        []\n");
		}
		Contract contract = Contract.parse(yaml);
		YamlNode path = contract.node("/paths/" + PATH.replace("/", "~1"));
		return ParameterReader.read(new Place(contract.node(""), path, path.require("get")), contract.schemas());
	}

	static PathRules path(List<Parameter> parameters) {
		return new PathRules(PATH, parameters);
	}

}
