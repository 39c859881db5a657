package dev.gatehouse.gateway.validation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.contract.Place;
import dev.gatehouse.gateway.contract.References;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** The bank's own contracts: their examples, and what hostile text costs them. */
class BankSchemasTests {

	private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

	/** A schema of a request. */
	private record Body(YamlNode schema, References references, SchemaCheck check) {
	}

	private static final List<Body> BODIES = new ArrayList<>();

	private static final List<Parameter> PARAMETERS = new ArrayList<>();

	static {
		for (String api : List.of("accounts", "loans", "cards")) {
			YamlNode root = YamlNode.read(Path.of("..", "apis", api + ".yaml"));
			Schemas schemas = new Schemas(api, root);
			root.require("paths").members().values().forEach((path) -> path.members().values().forEach((operation) -> {
				PARAMETERS.addAll(ParameterReader.read(new Place(root, path, operation), schemas));
				YamlNode schema = operation.at("/requestBody/content/application~1json/schema");
				if (schema != null) {
					BODIES.add(new Body(schema, schemas.references(), schemas.compile(schema)));
				}
			}));
		}
	}

	/** Where a schema stands and what is said to follow it. */
	private record Example(YamlNode schema, YamlNode value) {
	}

	@ParameterizedTest
	@ValueSource(strings = { "accounts", "loans", "cards" })
	void everyExampleFollowsItsSchema(String api) {
		YamlNode root = YamlNode.read(Path.of("..", "apis", api + ".yaml"));
		Schemas schemas = new Schemas(api, root);
		List<Example> examples = examples(root);
		assertThat(examples).hasSizeGreaterThan(20);
		for (Example example : examples) {
			assertThat(schemas.compile(example.schema()).errors(example.value().json())).as(example.value().pointer())
				.isEmpty();
		}
	}

	private static List<Example> examples(YamlNode root) {
		List<Example> examples = new ArrayList<>();
		References references = new References(root);
		root.require("paths").members().values().forEach((path) -> path.members().forEach((method, operation) -> {
			if (METHODS.contains(method)) {
				addContent(operation.get("requestBody"), references, examples);
				operation.require("responses")
					.members()
					.values()
					.forEach((response) -> addContent(response, references, examples));
			}
		}));
		YamlNode components = root.require("components");
		components.require("parameters").members().values().forEach((node) -> add(node, examples));
		components.require("headers").members().values().forEach((node) -> add(node, examples));
		components.require("schemas").members().values().forEach((schema) -> {
			YamlNode example = schema.get("example");
			if (example != null) {
				examples.add(new Example(schema, example));
			}
		});
		return examples;
	}

	private static void add(YamlNode node, List<Example> examples) {
		YamlNode example = node.get("example");
		if (example != null) {
			examples.add(new Example(node.require("schema"), example));
		}
	}

	private static void addContent(@Nullable YamlNode node, References references, List<Example> examples) {
		YamlNode content = (node != null) ? references.resolve(node).get("content") : null;
		if (content != null) {
			content.members().values().forEach((type) -> {
				YamlNode named = type.get("examples");
				(named != null ? named.members().values() : List.<YamlNode>of()).forEach((example) -> examples
					.add(new Example(type.require("schema"), references.resolve(example).require("value"))));
			});
		}
	}

	/**
	 * Each is long and made to have an expression try again and again: what fits but for
	 * its end.
	 */
	static Stream<String> hostileTexts() {
		return Stream
			.of("a", " ", "0", "1", "9", ".", "-", "A-", "a ", "\u00a0", "ä", "\uD83D\uDE00", "0.", "1.0", "+", "(",
					"/", "aA1-_.:", "\"")
			.flatMap((part) -> Stream.of("", "\u0001", "!", "\u2028", "\uFEFF")
				.map((end) -> part.repeat(500_000 / part.length()) + end));
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	@Checks("A-144")
	void noTextTakesLongInAnyPlaceOfABody(String text) {
		for (Body body : BODIES) {
			JsonNode value = everywhere(body.schema(), body.references(), text);
			assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
				Findings findings = new Findings();
				body.check().check(value, findings);
				assertThat(findings.isEmpty()).isFalse();
			});
		}
	}

	/** A header line may be this long, a query a quarter of it. */
	@ParameterizedTest
	@MethodSource("hostileTexts")
	@Checks("A-144")
	void noTextTakesLongInAnyParameter(String text) {
		String line = text.substring(text.length() - Math.min(text.length(), 16 * 1024));
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
			for (Parameter parameter : PARAMETERS) {
				assertThat(parameter.rule().broken(line, 0, line.length())).isNotNull();
			}
		});
	}

	@Test
	void allBodiesAndParametersAreThere() {
		assertThat(BODIES).hasSize(7);
		assertThat(PARAMETERS).extracting(Parameter::pointer)
			.contains("query/limit", "query/cursor", "path/accountId", "header/Idempotency-Key", "header/If-Match");
	}

	/** An object as the schema has it, with the text for every value. */
	private static JsonNode everywhere(YamlNode schema, References references, String text) {
		YamlNode properties = references.resolve(schema).get("properties");
		if (properties == null) {
			return JsonNodeFactory.instance.stringNode(text);
		}
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		properties.members().forEach((name, property) -> object.set(name, everywhere(property, references, text)));
		return object;
	}

}
