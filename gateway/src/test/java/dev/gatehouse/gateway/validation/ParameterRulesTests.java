package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/** Parameters are read as services read them, and found where they stand. */
class ParameterRulesTests {

	private static final QueryRules QUERY = new QueryRules(Parameters.of(
			"{name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}",
			"{name: cursor, in: query, schema: {type: string, minLength: 1, maxLength: 5, pattern: '^[a-z ä]+$'}}",
			"{name: flag, in: query, allowEmptyValue: true, schema: {type: boolean}}",
			"{name: 'filter[a]', in: query, schema: {type: string, maxLength: 1}}"));

	@ParameterizedTest
	@ValueSource(strings = { "", "limit=1", "limit=100&cursor=abc", "cursor=a+b", "cursor=a%20b", "cursor=%C3%A4",
			"&&limit=5&", "flag", "flag=", "flag=true", "other=1&other=2", "LIMIT=x", "limit2=x", "lim=x", "=x", "=&=",
			"a=b?c/d&&=;x", "q=%f0%9f%98%80", "%6Cimit=5", "filter%5Ba%5D=1" })
	void queryThatFollowsTheContractHasNoFindings(String query) {
		assertThat(query(query)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "limit=0, query/limit minimum", "limit=101, query/limit maximum", "limit=, query/limit type",
			"limit, query/limit type", "limit=1;2, query/limit type", "limit=1;cursor=%%, query/limit encoding",
			"limit=1=1, query/limit type", "limit=%31%30%31, query/limit maximum", "%6c%69mit=0, query/limit minimum",
			"limit=+5, query/limit type", "limit=5%20, query/limit type", "limit=5%00, query/limit type",
			"cursor=, query/cursor min-length", "cursor=abcdef, query/cursor max-length",
			"cursor=A, query/cursor pattern", "cursor=a%0a, query/cursor pattern", "cursor=%ff, query/cursor encoding",
			"cursor=%c0%af, query/cursor encoding", "cursor=%zz, query/cursor encoding", "flag=1, query/flag type",
			"flag=TRUE, query/flag type", "limi%ff=1, query encoding", "other=%ff, query encoding",
			"other=%zz, query encoding", "%=, query encoding", "filter%5ba%5d=22, query/filter[a] max-length",
			"filter[a]=22, query/filter[a] max-length" })
	void queryParameterIsFoundByItsName(String query, String found) {
		assertThat(query(query)).containsExactly(found);
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=5&limit=5", "limit=5&a=b&limit=6", "limit=5&%6cimit=6", "limit=5&limit" })
	void parameterOfOneValueStandsOnce(String query) {
		assertThat(query(query)).containsExactly("query/limit repeated");
	}

	@Test
	void severalParametersAreFoundTogether() {
		assertThat(query("limit=0&cursor=A&flag=x")).containsExactly("query/limit minimum", "query/cursor pattern",
				"query/flag type");
	}

	@Test
	void requiredParameterIsMissed() {
		QueryRules rules = new QueryRules(
				Parameters.of("{name: a, in: query, required: true, schema: {type: string}}"));
		assertThat(find(rules, null)).containsExactly("query/a required");
		assertThat(find(rules, "b=1")).containsExactly("query/a required");
		assertThat(find(rules, "a")).isEmpty();
	}

	@Test
	void repeatedListIsCheckedAsAWhole() {
		QueryRules rules = new QueryRules(Parameters.of("{name: id, in: query, required: true, schema: "
				+ "{type: array, maxItems: 2, uniqueItems: true, items: {type: integer, minimum: 1}}}"));
		assertThat(find(rules, "id=1")).isEmpty();
		assertThat(find(rules, "id=1&x=y&id=2")).isEmpty();
		assertThat(find(rules, "id=1&id=2&id=3")).containsExactly("query/id max-items");
		assertThat(find(rules, "id=1&id=1")).containsExactly("query/id unique-items");
		assertThat(find(rules, "id=1&id=0")).containsExactly("query/id minimum");
		assertThat(find(rules, "id=1,2")).containsExactly("query/id type");
		assertThat(find(rules, "id=%ff")).containsExactly("query/id encoding");
		assertThat(find(rules, null)).containsExactly("query/id required");
	}

	@Test
	void listWithCommasIsDividedBeforeItIsDecoded() {
		QueryRules rules = new QueryRules(Parameters
			.of("{name: n, in: query, explode: false, schema: {type: array, maxItems: 2, items: {type: string, maxLength: 3}}}"));
		assertThat(find(rules, "n=a,b")).isEmpty();
		assertThat(find(rules, "n=a%2Cb,c+d")).isEmpty();
		assertThat(find(rules, "n=a,b,c")).containsExactly("query/n max-items");
		assertThat(find(rules, "n=a&n=b")).containsExactly("query/n repeated");
		assertThat(find(rules, "n=a,%ff")).containsExactly("query/n encoding");
		assertThat(find(rules, "n=abcd")).containsExactly("query/n max-length");
	}

	@Test
	void longestQueryIsReadInOneGo() {
		String query = IntStream.range(0, 2000).mapToObj((i) -> "limit=0").collect(Collectors.joining("&"));
		assertThat(query(query)).containsExactly("query/limit minimum", "query/limit repeated");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/things/0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d/parts/7,",
			"/v1/things/1/parts/7, path/thingId format",
			"/v1/things/0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d/parts/x, path/partId type",
			"/v1/things/%30b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d/parts/7,",
			"/v1/things/0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d/parts/+7, path/partId type",
			"/v1/things/%FF/parts/7, path/thingId encoding" })
	void pathParameterIsASegment(String path, @Nullable String found) {
		PathRules rules = Parameters
			.path(Parameters.of("{name: thingId, in: path, schema: {type: string, format: uuid}}",
					"{name: partId, in: path, schema: {type: integer}}"));
		Findings findings = new Findings();
		rules.check(path, findings);
		assertThat(Contract.texts(findings)).isEqualTo((found != null) ? List.of(found) : List.of());
	}

	@Test
	void segmentThatNobodyDeclaresIsNotLookedAt() {
		PathRules rules = Parameters.path(Parameters.of("{name: partId, in: path, schema: {type: integer}}"));
		Findings findings = new Findings();
		rules.check("/v1/things/%zz/parts/x", findings);
		assertThat(Contract.texts(findings)).containsExactly("path/partId type");
	}

	@ParameterizedTest
	@CsvSource({ "k-1,", "'', header/Idempotency-Key min-length", "a b, header/Idempotency-Key pattern",
			"%41, header/Idempotency-Key pattern" })
	void headerFieldIsCheckedAsItStands(String value, @Nullable String found) {
		HttpHeaders headers = new HttpHeaders();
		headers.add("idempotency-key", value);
		assertThat(headers(headers)).isEqualTo((found != null) ? List.of(found) : List.of());
	}

	@Test
	void missingAndRepeatedHeaderFieldsAreFound() {
		assertThat(headers(new HttpHeaders())).containsExactly("header/Idempotency-Key required");
		HttpHeaders twice = new HttpHeaders();
		twice.add("Idempotency-Key", "a");
		twice.add("Idempotency-Key", "a");
		assertThat(headers(twice)).containsExactly("header/Idempotency-Key repeated");
	}

	@Test
	void fieldThatIsAListByItsDefinitionMayHaveLines() {
		HttpHeaders headers = new HttpHeaders();
		headers.add("Idempotency-Key", "a");
		headers.add("If-Match", "\"1\"");
		headers.add("If-Match", "\"2\"");
		assertThat(headers(headers)).isEmpty();
		headers.add("If-Match", "\"3\"");
		assertThat(headers(headers)).containsExactly("header/If-Match max-length");
	}

	@Test
	void listInAHeaderFieldMayHaveLinesAndSpaces() {
		HeaderRules rules = new HeaderRules(
				Parameters.of("{name: X-Ids, in: header, schema: {type: array, maxItems: 3, items: {type: integer}}}"));
		HttpHeaders headers = new HttpHeaders();
		headers.add("X-Ids", "1, 2");
		headers.add("X-Ids", "3");
		Findings findings = new Findings();
		rules.check(headers, findings);
		assertThat(Contract.texts(findings)).isEmpty();
		headers.add("X-Ids", "x");
		rules.check(headers, findings);
		assertThat(Contract.texts(findings)).containsExactly("header/X-Ids type");
	}

	private static List<String> query(String query) {
		return find(QUERY, query);
	}

	private static List<String> find(QueryRules rules, @Nullable String query) {
		Findings findings = new Findings();
		rules.check(query, findings);
		return Contract.texts(findings);
	}

	private static List<String> headers(HttpHeaders headers) {
		HeaderRules rules = new HeaderRules(Parameters.of(
				"{name: Idempotency-Key, in: header, required: true, schema: {type: string, minLength: 1, pattern: '^[a-z0-9-]+$'}}",
				"{name: If-Match, in: header, schema: {type: string, maxLength: 8}}"));
		Findings findings = new Findings();
		rules.check(headers, findings);
		return Contract.texts(findings);
	}

}
