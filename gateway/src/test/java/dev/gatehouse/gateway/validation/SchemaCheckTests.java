package dev.gatehouse.gateway.validation;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * What is found is named by place and rule, as much as anybody needs and nothing more.
 */
class SchemaCheckTests {

	private static final Contract CONTRACT = Contract.of(
			"Person: {type: object, additionalProperties: false, required: [name], properties: "
					+ "{name: {type: string, minLength: 2}, age: {type: integer}, 'a/b~c': {type: boolean}, "
					+ "friends: {type: array, items: {$ref: '#/components/schemas/Person'}}}}",
			"Map: {type: object, additionalProperties: {type: integer}}",
			"Either: {anyOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}",
			"Numbers: {type: object, properties: {big: {multipleOf: 0.01, maximum: 100}, whole: {type: integer}, "
					+ "step: {multipleOf: 10}, months: {type: integer, minimum: 1, maximum: 480}, "
					+ "open: {exclusiveMinimum: 0, exclusiveMaximum: 1}, small: {format: int32}, long: {format: int64}}}",
			"Strict: {allOf: [{$ref: '#/components/schemas/Person'}], unevaluatedProperties: false}");

	@Test
	void valueThatFollowsTheSchemaHasNoFindings() {
		assertThat(CONTRACT.find("Person", "{\"name\":\"Ada\",\"friends\":[{\"name\":\"Bob\",\"age\":3.0}]}"))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{}|/name required", "{\"name\":\"A\"}|/name min-length", "{\"name\":1}|/name type", "[]|type",
					"null|type", "{\"name\":\"Ada\",\"secret\":1}|unknown-property",
					"{\"name\":\"Ada\",\"friends\":[{\"name\":\"Bob\"},{}]}|/friends/1/name required",
					"{\"name\":\"Ada\",\"friends\":[{\"name\":\"Bob\",\"x\":1}]}|/friends/0 unknown-property",
					"{\"name\":\"Ada\",\"a/b~c\":1}|/a~1b~0c type", "{\"name\":\"Ada\",\"age\":1.5}|/age type" })
	void findingNamesThePlaceAndTheRule(String json, String found) {
		assertThat(CONTRACT.find("Person", json)).containsExactly(found);
	}

	@Test
	void allOfThemAreFound() {
		assertThat(CONTRACT.find("Person", "{\"age\":\"x\",\"friends\":{},\"y\":1}"))
			.containsExactlyInAnyOrder("/name required", "/age type", "/friends type", "unknown-property");
	}

	@Test
	void namesThatOnlyTheCallerKnowsAreNotRepeated() {
		assertThat(CONTRACT.find("Map", "{\"caller-secret\":\"x\"}")).containsExactly("type");
		assertThat(CONTRACT.find("Strict", "{\"name\":\"Ada\",\"caller-secret\":1}")).contains("unknown-property")
			.noneMatch((found) -> found.contains("secret"));
	}

	@Test
	void findingsAreFewAndEachStandsOnce() {
		String items = IntStream.range(0, 100).mapToObj((i) -> "{\"x\":1,\"y\":2}").collect(Collectors.joining(","));
		List<String> found = CONTRACT.find("Person", "{\"friends\":[" + items + "]}");
		assertThat(found).hasSizeLessThanOrEqualTo(Findings.MOST).doesNotHaveDuplicates().isNotEmpty();
	}

	@Test
	void manyFaultsCostNoMoreThanAFew() {
		String items = "1,".repeat(500_000);
		assertTimeoutPreemptively(Duration.ofSeconds(10),
				() -> assertThat(CONTRACT.find("Either", "[" + items + "\"x\"]")).isNotEmpty());
	}

	@Test
	void faultsOfOneAlternativeAreNoneWhereAnotherHolds() {
		String items = "1,".repeat(1000);
		assertThat(CONTRACT.find("Either", "[" + items + "1]")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "big, 99.99, true", "big, 99.999, false", "big, 1e400, false", "big, -1e400, true",
			"big, 1e-400, false", "months, 480, true", "months, 481, false", "months, 0, false", "months, 1.5, false",
			"months, 1e30, false", "months, -1e30, false", "months, 9223372036854775808, false",
			"months, 123456789012345678901234567890, false", "months, 4.8e2, true", "open, 0, false",
			"open, 1e-400, true", "open, 1, false", "open, 1.0, false", "whole, 1e400, true", "whole, 1e-400, false",
			"step, 9007199254740993, false", "step, 123456789012345678901234567890, true",
			"step, 123456789012345678901234567891, false", "small, 2147483647, true", "small, 2147483648, false",
			"small, -2147483648, true", "small, 1.5, false", "small, '\"x\"', true", "long, 9223372036854775807, true",
			"long, 9223372036854775808, false", "long, 1e18, true", "long, 1e19, false" })
	void numbersAreComparedExactly(String property, String number, boolean fits) {
		List<String> found = CONTRACT.find("Numbers", "{\"" + property + "\":" + number + "}");
		assertThat(found.isEmpty()).isEqualTo(fits);
	}

	@Test
	void longestNumbersAreComparedWithoutFuss() {
		String number = BigInteger.TEN.pow(63).toString();
		assertThat(CONTRACT.find("Numbers", "{\"step\":" + number + "}")).isEmpty();
	}

	/**
	 * Each pair of these once: what the library makes of them must be a finding or none.
	 */
	@Test
	void noValueMakesTheLibraryFail() {
		List<String> values = List.of("0", "-0.0", "1.5", "1e30", "1e400", "1e-400", "9223372036854775808",
				"123456789012345678901234567890", "true", "null", "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"",
				"\"2016-12-31T23:59:60Z\"", "\"99999-01-01\"", "\"P\"", "\"::\"", "\"http://[\"", "\"%zz\"", "\"{\"",
				"\"(\"", "\"xn--\"", "\"~2\"", "[]", "[1e30,\"a\",[{}]]", "{}", "{\"a\":1e30,\"b\":null,\"$ref\":1}");
		List<String> schemas = new ArrayList<>(List.of("{type: integer, minimum: 1, maximum: 5}",
				"{exclusiveMinimum: 0.5, exclusiveMaximum: 9223372036854775807}", "{multipleOf: 0.01}",
				"{multipleOf: 3}", "{enum: [1.0, a, [1], {a: 1}]}", "{const: 1}",
				"{minLength: 1, maxLength: 1, pattern: '^\\p{L}$'}",
				"{minItems: 1, maxItems: 1, uniqueItems: true, contains: {type: integer, minimum: 1}}",
				"{prefixItems: [{minimum: 1}], items: {maximum: 1}}",
				"{unevaluatedItems: false, unevaluatedProperties: false}",
				"{propertyNames: {pattern: a}, patternProperties: {a: {minimum: 2}}, additionalProperties: {type: 'null'}}",
				"{dependentRequired: {a: [b]}, dependentSchemas: {a: {maximum: 1}}, minProperties: 1, maxProperties: 1}",
				"{anyOf: [{minimum: 1}, {type: string}], oneOf: [{maximum: 2}, true], not: {multipleOf: 2}}",
				"{if: {minimum: 1}, then: {maximum: 2}, else: {type: array}}"));
		FormatTests.FORMATS.forEach((format) -> schemas.add("{format: " + format + "}"));
		for (String schema : schemas) {
			SchemaCheck check = Contract.of("A: " + schema).schema("A");
			for (String value : values) {
				assertThatNoException().as("%s of %s", value, schema).isThrownBy(() -> Contract.find(check, value));
			}
		}
	}

}
