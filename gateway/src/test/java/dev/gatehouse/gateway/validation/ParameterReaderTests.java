package dev.gatehouse.gateway.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** The parameters of an operation are read as OpenAPI puts them together, or refused. */
class ParameterReaderTests {

	private static final String OK = "{'200': {description: d}}";

	@Test
	void parametersOfThePathHoldForItsOperationsUnlessTheseSayOtherwise() {
		List<Parameter> read = Parameters.read(
				List.of("{name: a, in: query, required: true, schema: {type: string}}",
						"{name: X-B, in: header, schema: {type: string}}", "{$ref: '#/components/parameters/Again'}"),
				List.of("{name: a, in: query, schema: {type: string}}", "{name: a, in: header, schema: {type: string}}",
						"{name: x-b, in: header, required: true, schema: {type: string}}"),
				OK);
		assertThat(read).extracting(Parameter::pointer, Parameter::required)
			.containsExactlyInAnyOrder(tuple("query/a", false), tuple("header/a", false), tuple("header/x-b", true),
					tuple("query/limit", false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept", "content-type", "AUTHORIZATION" })
	void fieldsThatOpenApiKeepsForItselfAreNoParameters(String name) {
		assertThat(Parameters.of("{name: " + name + ", in: header, required: true, schema: {type: integer}}"))
			.isEmpty();
		assertThat(Parameters.of("{name: " + name + ", in: query, schema: {type: integer}}")).hasSize(1);
	}

	@Test
	void parameterOfThePathIsAlwaysThere() {
		assertThat(Parameters.of("{name: thingId, in: path, schema: {type: string}}")).singleElement()
			.matches(Parameter::required);
	}

	@Test
	void missingIfMatchIsLeftToAServiceThatPromisesItsOwnAnswer() {
		List<String> ifMatch = List.of("{name: If-Match, in: header, required: true, schema: {type: string}}");
		assertThat(Parameters.read(List.of(), ifMatch, OK)).singleElement().matches(Parameter::required);
		assertThat(Parameters.read(List.of(), ifMatch, "{'428': {description: d}}")).singleElement()
			.matches((parameter) -> !parameter.required());
		assertThat(Parameters.read(List.of(),
				List.of("{name: If-Match, in: query, required: true, schema: {type: string}}"),
				"{'428': {description: d}}"))
			.singleElement()
			.matches(Parameter::required);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{name: a, in: query, schema: {type: array, items: {type: string}}}|REPEATED",
			"{name: a, in: query, style: form, explode: true, schema: {type: array, items: {type: string}}}|REPEATED",
			"{name: a, in: query, explode: false, schema: {type: array, items: {type: string}}}|COMMAS",
			"{name: a, in: header, schema: {type: array, items: {type: string}}}|COMMAS",
			"{name: thingId, in: path, style: simple, schema: {type: array, items: {type: string}}}|COMMAS",
			"{name: a, in: query, explode: false, schema: {type: string}}|ONE" })
	void listsAreWrittenAsTheirStyleSays(String parameter, Parameter.Values values) {
		assertThat(Parameters.of(parameter)).singleElement().extracting(Parameter::values).isEqualTo(values);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{name: a, in: cookie, schema: {type: string}}|/0/in: must be query, header or path: the gateway takes no cookies",
			"{name: a, in: body, schema: {type: string}}|/0/in: must be query",
			"{in: query, schema: {type: string}}|/0: has no 'name'",
			"{name: a, schema: {type: string}}|/0: has no 'in'", "{name: a, in: query}|/0: has no 'schema'",
			"{name: a, in: query, content: {application/json: {schema: {}}}}|/0/content: is not something",
			"{name: a, in: query, schema: {type: object}}|/0/schema: a parameter is a string",
			"{name: a, in: query, style: deepObject, schema: {type: string}}|/0/style: must be form",
			"{name: a, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}|/0/style: must be form",
			"{name: thingId, in: path, style: matrix, schema: {type: string}}|/0/style: must be simple",
			"{name: nobody, in: path, schema: {type: string}}|/0/name: 'nobody' is not in the path",
			"{name: a, in: query, required: yes, schema: {type: string}}|/0/required: must be true or false",
			"{name: a, in: query, schema: {$ref: '#/none'}}|/0/schema/$ref: points to nothing",
			"{name: a, in: query, schema: {type: string, formt: x}}|/0/schema/formt: is not a keyword",
			"{$ref: '#/components/parameters/None'}|/0/$ref: points to nothing",
			"{$ref: '#/components/parameters/Circle'}|/components/parameters/Circle/$ref: points in a circle" })
	void parameterThatCannotBeEnforcedIsNamedWithItsPlace(String parameter, String sentence) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Parameters.of(parameter))
			.withMessageStartingWith("things.yaml:")
			.withMessageContaining(sentence);
	}

	@Test
	void parameterThatStandsTwiceIsRefused() {
		String header = "{name: X-A, in: header, schema: {type: string}}";
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> Parameters.of(header, header.replace("X-A", "x-a")))
			.withMessageContaining("/parameters/1: 'x-a' stands twice");
	}

	@Test
	void moreParametersThanAnybodyNeedsAreRefused() {
		String[] most = IntStream.range(0, 64)
			.mapToObj((i) -> "{name: p" + i + ", in: query, schema: {type: string}}")
			.toArray(String[]::new);
		assertThat(Parameters.of(most)).hasSize(64);
		String[] more = Arrays.copyOf(most, 65);
		more[64] = "{name: last, in: query, schema: {type: string}}";
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Parameters.of(more))
			.withMessageStartingWith("things.yaml:6 /paths/")
			.withMessageContaining("has more than 64 query parameters");
	}

}
