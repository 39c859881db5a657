package dev.gatehouse.gateway.validation;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A schema that cannot be enforced to the letter is refused, with the file, the line and
 * the pointer of what is wrong.
 */
class SchemaReaderTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{$ref: '#/components/schemas/None'}|things.yaml:4 /components/schemas/A/$ref: points to nothing",
					"{$ref: '#/components/schemas/A/%zz'}|/$ref: is not a JSON schema here (format)",
					"{$ref: 'other.yaml#/A'}|/$ref: must point into the same file",
					"{$ref: 'https://bank.example/schema.json'}|/$ref: must point into the same file",
					"{$ref: 'file:///etc/passwd'}|/$ref: must point into the same file",
					"{$ref: 'classpath:draft/2020-12/schema'}|/$ref: must point into the same file",
					"{$ref: '#anchor'}|/$ref: must point into the same file",
					"{items: {properties: {a: {$ref: '#/x'}}}}|/A/items/properties/a/$ref: points to nothing",
					"{maxLenght: 3}|/A/maxLenght: is not a keyword that the gateway can enforce",
					"{nullable: true}|/A/nullable: is not a keyword", "{$id: 'urn:a'}|/A/$id: is not a keyword",
					"{$anchor: a}|/A/$anchor: is not a keyword", "{$dynamicRef: '#a'}|/A/$dynamicRef: is not a keyword",
					"{$schema: 'http://json-schema.org/draft-07/schema#'}|/A/$schema: is not a keyword",
					"{format: iban}|/A/format: 'iban' is not a format that the gateway can enforce",
					"{type: strin}|/A/type: is not a JSON schema here", "{type: [string, strin]}|/A/type",
					"{minimum: '1'}|/A/minimum: is not a JSON schema here (type)",
					"{maxLength: -1}|/A/maxLength: is not a JSON schema here",
					"{pattern: '('}|/A/pattern: is not a JSON schema here",
					"{required: name}|/A/required: is not a JSON schema here (type)",
					"{enum: a}|/A/enum: is not a JSON schema here",
					"{properties: [a]}|/A/properties: is not a JSON schema here",
					"{items: [{type: string}]}|/A/items: is not a JSON schema here",
					"{allOf: []}|/A/allOf: is not a JSON schema here",
					"{additionalProperties: {type: x}}|/A/additionalProperties/type",
					"{patternProperties: {'(': {}}}|/A/patternProperties", "{not: 3}|/A/not: is not a JSON schema here",
					"text|/A: is not a JSON schema here" })
	void schemaThatCannotBeEnforcedIsNamedWithItsPlace(String schema, String sentence) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Contract.of("A: " + schema).schema("A"))
			.withMessageStartingWith("things.yaml:4 /components/schemas/A")
			.withMessageContaining(sentence);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{$ref: '#/components/schemas/A'}", "{allOf: [{$ref: '#/components/schemas/B'}]}",
			"{anyOf: [{type: string}, {$ref: '#/components/schemas/B'}]}", "{not: {$ref: '#/components/schemas/B'}}",
			"{if: {$ref: '#/components/schemas/B'}}", "{dependentSchemas: {a: {$ref: '#/components/schemas/B'}}}",
			"{properties: {p: {oneOf: [{$ref: '#/components/schemas/B'}]}}, allOf: [{$ref: '#/components/schemas/B'}]}" })
	void schemaThatRefersToItselfWithoutEndIsRefused(String schema) {
		Contract contract = Contract.of("A: " + schema, "B: {$ref: '#/components/schemas/A'}");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> contract.schema("A"))
			.withMessageContaining("refers to itself without end");
	}

	@Test
	void schemaThatRefersToItselfForAPartIsFollowed() {
		Contract contract = Contract
			.of("Tree: {type: object, properties: {leaf: {type: integer}, nodes: {type: array, items: "
					+ "{$ref: '#/components/schemas/Tree'}}, next: {allOf: [{$ref: '#/components/schemas/Tree'}]}}}");
		assertThat(contract.find("Tree", "{\"nodes\":[{\"next\":{\"nodes\":[{\"leaf\":1}]}}]}")).isEmpty();
		assertThat(contract.find("Tree", "{\"nodes\":[{\"next\":{\"nodes\":[{\"leaf\":\"x\"}]}}]}"))
			.containsExactly("/nodes/0/next/nodes/0/leaf type");
	}

	@Test
	void referencesAreFollowedThroughEncodedPointers() {
		Contract contract = Contract.of("A: {$ref: '#/components/schemas/B~1b%20c%7B/properties/x'}",
				"'B/b c{': {properties: {x: {type: integer}}}");
		assertThat(contract.find("A", "1")).isEmpty();
		assertThat(contract.find("A", "\"x\"")).containsExactly("type");
	}

	@Test
	void rulesBesideAReferenceHoldToo() {
		Contract contract = Contract.of("A: {$ref: '#/components/schemas/B', maxLength: 2}",
				"B: {type: string, minLength: 1}");
		assertThat(contract.find("A", "\"\"")).containsExactly("min-length");
		assertThat(contract.find("A", "\"abc\"")).containsExactly("max-length");
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "{}",
			"{x-owner: bank, description: d, title: t, examples: [1], example: 1, default: 1}",
			"{deprecated: true, readOnly: true, writeOnly: false, $comment: c, externalDocs: {url: u}, xml: {name: n}}",
			"{discriminator: {propertyName: kind, mapping: {a: '#/nowhere'}}}",
			"{contentMediaType: image/png, contentEncoding: base64}",
			"{$defs: {x: {type: string}}, $ref: '#/components/schemas/A/$defs/x'}" })
	void remarksAreNoRules(String schema) {
		assertThat(Contract.of("A: " + schema).find("A", "\"x\"")).isEmpty();
	}

	@Test
	void schemaOfFalseTakesNothing() {
		assertThat(Contract.of("A: false").find("A", "1")).containsExactly("unknown-property");
	}

	@Test
	void otherDialectsAreRefused() {
		Contract contract = Contract.parse("""
				openapi: 3.1.1
				jsonSchemaDialect: http://json-schema.org/draft-07/schema#
				components: {schemas: {A: {}}}
				""");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> contract.schema("A"))
			.withMessage("things.yaml:2 /jsonSchemaDialect: must be JSON Schema 2020-12");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://spec.openapis.org/oas/3.1/dialect/base",
			"https://json-schema.org/draft/2020-12/schema" })
	void dialectOfOpenApiMayBeNamed(String dialect) {
		Contract contract = Contract
			.parse("jsonSchemaDialect: " + dialect + "\ncomponents: {schemas: {A: {type: 'null'}}}");
		assertThat(contract.find("A", "null")).isEmpty();
	}

}
