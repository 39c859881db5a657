package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A parameter's text is held to its schema, by hand where that is cheap. */
class TextRulesTests {

	private static final List<String> SCHEMAS = List.of("{type: integer}", "{type: integer, minimum: 1, maximum: 100}",
			"{type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807}", "{type: string}",
			"{type: string, minLength: 1, maxLength: 3}", "{type: string, format: uuid}",
			"{type: string, format: uuid, minLength: 36, maxLength: 36}", "{type: string, pattern: '^[a-z]+$'}",
			"{type: string, pattern: 'b', maxLength: 2}", "{type: string, enum: [a, '1', 'b b', '\uD83D\uDE00']}");

	private static final List<String> TEXTS = List.of("", "0", "1", "-1", "100", "101", "-0", "9223372036854775807",
			"9223372036854775808", "-9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999",
			"-99999999999999999999999999999999", "a", "ab", "abc", "abcd", "b b", "A", "a\n", "ä", "\uD83D\uDE00",
			"\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00",
			"0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d", "0B9F6F0E-6D3C-4A0E-9A44-3F1F0C1A2B3D",
			"00000000-0000-0000-0000-000000000000", "0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3",
			"0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3dd", "0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3g",
			"0b9f6f0e06d3c-4a0e-9a44-3f1f0c1a2b3d", "1-1-1-1-1", "0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b\u0663d");

	@ParameterizedTest
	@CsvSource({ "5,", "1,", "100,", "0, minimum", "101, maximum", "-1, minimum", "-0, minimum", "'', type", "+1, type",
			"01, type", "1.0, type", "1e1, type", "' 1', type", "a, type", "-, type", "--1, type", "0x1, type",
			"\u0661, type", "9223372036854775808, maximum", "-99999999999999999999, minimum" })
	void wholeNumberIsWithinItsBounds(String text, @Nullable String rule) {
		assertThat(broken("{type: integer, minimum: 1, maximum: 100}", text)).isEqualTo(rule);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "99999999999999999999999999999999", "-0" })
	void wholeNumberWithoutBoundsHasNone(String text) {
		assertThat(broken("{type: integer}", text)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "abc,", "ab, min-length", "abcd, max-length", "abz, pattern" })
	void textHasALengthAndAPattern(String text, @Nullable String rule) {
		assertThat(broken("{type: string, minLength: 3, maxLength: 3, pattern: '^[a-c]+$'}", text)).isEqualTo(rule);
	}

	@Test
	void patternIsNotTriedOnTextThatIsTooLong() {
		assertThat(broken("{type: string, maxLength: 64, pattern: '^(a+)+$'}", "a".repeat(4000) + "b"))
			.isEqualTo("max-length");
		assertThat(broken("{type: string, pattern: '^((?!x)(a|b))*$'}", "ab".repeat(8000))).isEqualTo("pattern");
	}

	@Test
	void onlyThePartIsLookedAt() {
		TextRule number = rule("{type: integer, maximum: 9}");
		assertThat(number.broken("limit=12", 6, 7)).isNull();
		assertThat(number.broken("limit=12", 6, 8)).isEqualTo("maximum");
		TextRule uuid = rule("{type: string, format: uuid}");
		String path = "/v1/0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d/x";
		assertThat(uuid.broken(path, 4, 40)).isNull();
		assertThat(uuid.broken(path, 3, 39)).isEqualTo("format");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{type: boolean}|true|", "{type: boolean}|false|", "{type: boolean}|True|type",
					"{type: boolean}|1|type", "{type: number}|1.5|", "{type: number}|-2e3|", "{type: number}|1.|type",
					"{type: number}|NaN|type", "{type: number}|true|type",
					"{type: number, maximum: 1}|1e999999999|type", "{type: number, multipleOf: 0.5}|1.25|multiple-of",
					"{type: integer, multipleOf: 5}|10|", "{type: integer, multipleOf: 5}|11|multiple-of",
					"{type: integer, exclusiveMinimum: 1}|1|exclusive-minimum",
					"{type: integer, format: int32}|2147483648|format", "{type: integer, enum: [1, 2]}|3|enum",
					"{type: integer, minimum: 0.5}|0|minimum", "{type: string, format: date}|2026-02-29|format",
					"{type: string, const: a}|a|", "{type: string, not: {const: a}}|a|not", "{enum: [a]}|a|",
					"{enum: [a]}|b|enum", "{minLength: 2}|a|min-length", "true|anything|",
					"{$ref: '#/components/schemas/Short', minLength: 2}|a|min-length",
					"{$ref: '#/components/schemas/Short', minLength: 2}|abcd|max-length",
					"{$ref: '#/components/schemas/Short'}|abcd|max-length" })
	void whatIsNotSimpleGoesToTheLibrary(String schema, String text, @Nullable String rule) {
		assertThat(broken(schema, text)).isEqualTo(rule);
	}

	@Test
	void handAndLibrarySayTheSame() {
		for (String schema : SCHEMAS) {
			Contract contract = contract(schema);
			TextRule hand = rule(contract);
			assertThat(hand).as(schema).isNotInstanceOf(SchemaRule.class);
			TextRule library = new SchemaRule(contract.schema("A"), schema.contains("integer") ? "integer" : "string");
			for (String text : TEXTS) {
				assertThat(hand.broken(text, 0, text.length()) == null).as("%s of %s", text, schema)
					.isEqualTo(library.broken(text, 0, text.length()) == null);
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{type: object}|a parameter is", "{type: 'null'}|a parameter is",
					"{type: [string, integer]}|must be a single value",
					"{type: array, items: {type: array}}|a parameter is", "{type: array}|a parameter is" })
	void schemaThatNoTextFollowsIsRefused(String schema, String sentence) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> rule(schema)).withMessageContaining(sentence);
	}

	private static @Nullable String broken(String schema, String text) {
		return rule(schema).broken(text, 0, text.length());
	}

	private static TextRule rule(String schema) {
		return rule(contract(schema));
	}

	private static TextRule rule(Contract contract) {
		YamlNode node = contract.node("/components/schemas/A");
		return TextRules.read(node, contract.schemas());
	}

	private static Contract contract(String schema) {
		return Contract.of("A: " + schema, "Short: {type: string, maxLength: 3}");
	}

}
