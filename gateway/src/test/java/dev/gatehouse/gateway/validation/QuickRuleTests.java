package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import dev.gatehouse.gateway.contract.References;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is accepted quickly, the library accepts as well; and what partners send every day
 * is accepted quickly.
 */
class QuickRuleTests {

	private static final int CHANGES = 3_000;

	private static final List<String> VALUES = List.of("0", "-0.0", "1", "2", "1.0", "1.5", "3", "1e30",
			"9223372036854775807", "9223372036854775808", "-9223372036854775809", "true", "false", "null", "\"\"",
			"\"a\"", "\"ab\"", "\"abc\"", "\"b\"", "\"\\n\"", "\"a\\n\"", "\"\\ud83d\\ude00\"", "\"2024-02-29\"",
			"\"2023-02-29\"", "\"10.50\"", "\"EUR\"", "\"EUR\\n\"", "\"0b9e1c1e-5f0a-4a53-9a53-6f1f2f3a4b5c\"",
			"\"0B9E1C1E-5F0A-4A53-9A53-6F1F2F3A4B5C\"", "\"0b9e1c1e-5f0a-4a53-9a53-6f1f2f3a4b5c\\n\"", "[]", "[1]",
			"[1,2]", "[1,1,1]", "[\"a\"]", "[[]]", "[{}]", "{}", "{\"a\":1}", "{\"a\":\"x\"}", "{\"b\":1}",
			"{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":{\"a\":1}}", "{\"a\":{\"a\":{\"b\":1}}}");

	private static final List<String> SCHEMAS = List.of("{type: object}", "{type: array}", "{type: string}",
			"{type: boolean}", "{type: 'null'}", "{type: number}", "{type: integer}", "{type: [string, integer]}",
			"{enum: [a, b]}", "{enum: [1, a, null]}", "{const: a}", "{minimum: 1}", "{maximum: 1}",
			"{minimum: 0, maximum: 2}", "{minimum: 0.5}", "{maximum: 1e30}", "{minimum: -1e30}",
			"{exclusiveMinimum: 1}", "{multipleOf: 2}", "{minLength: 1}", "{maxLength: 1}", "{minLength: 2.0}",
			"{minLength: 1, maxLength: 2}", "{pattern: '^a$'}", "{pattern: a}", "{pattern: '^(a|b)+$', maxLength: 2}",
			"{format: uuid}", "{format: date}", "{format: date-time}", "{format: int32}", "{format: int64}",
			"{format: password}", "{properties: {a: true}}", "{properties: {a: false}}",
			"{properties: {a: {type: integer}}}", "{required: [a]}",
			"{properties: {a: {type: integer}}, required: [a]}", "{properties: {a: true}, required: [a, b]}",
			"{additionalProperties: false}", "{properties: {a: true}, additionalProperties: false}",
			"{properties: {a: true}, additionalProperties: {type: integer}}",
			"{properties: {a: true, b: true}, required: [b], additionalProperties: false}",
			"{patternProperties: {a: {type: string}}}", "{minProperties: 1}", "{items: {type: integer}}",
			"{items: false}", "{items: true}", "{minItems: 1}", "{maxItems: 1}",
			"{minItems: 1, maxItems: 2, items: {minimum: 1}}", "{uniqueItems: true}", "{prefixItems: [{type: string}]}",
			"{contains: {type: integer}}", "{allOf: [{type: integer}, {minimum: 1}]}", "{allOf: [true, false]}",
			"{anyOf: [{type: integer}, {type: string}]}", "{not: {type: integer}}",
			"{if: {type: integer}, then: {minimum: 1}}", "{$ref: '#/components/schemas/Self', type: object}",
			"{properties: {a: {$ref: '#/components/schemas/A'}}, additionalProperties: false}",
			"{unevaluatedProperties: false}", "{description: x, x-note: y}", "{}", "true", "false");

	private static SchemaCheck check(String schema) {
		return Contract
			.of("Self: {properties: {a: {$ref: '#/components/schemas/Self'}}, required: [a]}", "A: " + schema)
			.schema("A");
	}

	private static JsonNode json(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return Objects.requireNonNull(StrictJson.read(bytes, bytes.length), text);
	}

	private static boolean accepts(SchemaCheck check, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return check.accepts(bytes, bytes.length);
	}

	static Stream<String> schemas() {
		return SCHEMAS.stream();
	}

	@ParameterizedTest
	@MethodSource("schemas")
	void whatIsAcceptedFollowsTheSchema(String schema) {
		SchemaCheck check = check(schema);
		for (String value : VALUES) {
			assertThat(accepts(check, value) && !check.errors(json(value)).isEmpty()).as(value).isFalse();
		}
	}

	/** What would fail here would be right and slow. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{type: integer, minimum: 1, maximum: 2}|2",
			"{type: boolean}|true", "{type: 'null'}|null", "{type: number}|1.5",
			"{type: string, minLength: 1, maxLength: 1}|\"\\ud83d\\ude00\"", "{type: string, pattern: '^a+$'}|\"aa\"",
			"{type: string, enum: [a, b]}|\"b\"", "{type: string, format: date}|\"2024-02-29\"",
			"{type: array, maxItems: 2, items: {type: integer}}|[1,2]",
			"{type: object, required: [a], properties: {a: true}, additionalProperties: false}|{\"a\":1}",
			"{type: object, additionalProperties: {type: integer}}|{\"a\":1}",
			"{allOf: [{type: integer}, {minimum: 1}]}|1", "{$ref: '#/components/schemas/B', maxLength: 3}|\"abc\"" })
	void everydaySchemasAreKnown(String schema, String value) {
		assertThat(accepts(Contract.of("B: {type: string}", "A: " + schema).schema("A"), value)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "accounts", "loans", "cards" })
	void everyBodyOfTheBankIsAcceptedAndNoChangeOfItThatTheLibraryRefuses(String api) {
		YamlNode root = YamlNode.read(Path.of("..", "apis", api + ".yaml"));
		References references = new References(root);
		Schemas schemas = new Schemas(api, root);
		List<JsonNode> values = VALUES.stream().map(QuickRuleTests::json).toList();
		Random random = new Random(1);
		for (YamlNode content : bodies(root)) {
			SchemaCheck check = schemas.compile(content.require("schema"));
			for (YamlNode example : content.require("examples").members().values()) {
				JsonNode body = references.resolve(example).require("value").json();
				assertThat(accepts(check, body.toString())).as(example.pointer()).isTrue();
				int refused = 0;
				for (int i = 0; i < CHANGES; i++) {
					JsonNode changed = changed(body.deepCopy(), values, random);
					boolean follows = check.errors(changed).isEmpty();
					assertThat(accepts(check, changed.toString()) && !follows).as("%s", changed).isFalse();
					refused += follows ? 0 : 1;
				}
				assertThat(refused).isGreaterThan(CHANGES / 10);
			}
		}
	}

	private static List<YamlNode> bodies(YamlNode root) {
		List<YamlNode> bodies = new ArrayList<>();
		root.require("paths").members().values().forEach((path) -> path.members().values().forEach((operation) -> {
			YamlNode body = operation.isMapping() ? operation.at("/requestBody/content/application~1json") : null;
			if (body != null) {
				bodies.add(body);
			}
		}));
		assertThat(bodies).isNotEmpty();
		return bodies;
	}

	/** One value somewhere in it is another, is gone, or is new. */
	private static JsonNode changed(JsonNode value, List<JsonNode> values, Random random) {
		JsonNode other = values.get(random.nextInt(values.size()));
		if (value instanceof ObjectNode object && !object.isEmpty() && random.nextInt(8) > 0) {
			String name = object.propertyNames().stream().skip(random.nextInt(object.size())).findFirst().orElseThrow();
			switch (random.nextInt(6)) {
				case 0 -> object.remove(name);
				case 1 -> object.set(name + "x", other);
				default -> object.set(name, changed(object.path(name), values, random));
			}
			return object;
		}
		if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(8) > 0) {
			int index = random.nextInt(array.size());
			array.set(index, changed(array.path(index), values, random));
			return array;
		}
		if (value.isString() && random.nextBoolean()) {
			return JsonNodeFactory.instance.stringNode(changed(value.stringValue(), random));
		}
		return other;
	}

	private static String changed(String text, Random random) {
		int at = random.nextInt(text.length() + 1);
		String some = List.of("", "a", "A", "0", "9", "-", ".", "\n", " ", "ä", "\u2028", "\uD83D\uDE00")
			.get(random.nextInt(12));
		return text.substring(0, at) + some + text.substring(Math.min(text.length(), at + random.nextInt(2)));
	}

	/** As bytes it would be a question mark. */
	@Test
	void nameThatIsHalfACharacterIsNoOther() {
		SchemaCheck check = check("{properties: {\"\\ud800\": true}, additionalProperties: false}");
		assertThat(accepts(check, "{\"?\":1}")).isFalse();
		assertThat(accepts(check, "{}")).isTrue();
	}

	@Test
	void datesAreThoseThatThereAre() {
		for (int year : new int[] { 0, 1, 1900, 2000, 2023, 2024, 9999 }) {
			for (int month = 0; month <= 13; month++) {
				for (int day = 0; day <= 32; day++) {
					String text = "%04d-%02d-%02d".formatted(year, month, day);
					assertThat(DateForm.is(text)).as(text).isEqualTo(isDate(year, month, day));
				}
			}
		}
	}

	private static boolean isDate(int year, int month, int day) {
		try {
			return LocalDate.of(year, month, day) != null;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2024-1-01", "2024-01-1", "02024-01-01", "2024-01-01 ", "+024-01-01", "-024-01-01",
			"2024-+1-01", "2024/01/01", "2024-01-0a", "٢٠٢٤-01-01", "2024-01-01\n" })
	void datesHaveOneForm(String text) {
		assertThat(DateForm.is(text)).isFalse();
	}

	@Test
	void expressionThatIsTooMuchForItsTextAcceptsNothing() {
		SchemaCheck check = check("{type: string, pattern: '^((?!x)(a|b))*$'}");
		assertThat(accepts(check, '"' + "ab".repeat(1_000_000) + '"')).isFalse();
	}

}
