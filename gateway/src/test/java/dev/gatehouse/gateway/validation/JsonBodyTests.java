package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether there must be a body, and that it is read here as the service will read it. */
class JsonBodyTests {

	private static final SchemaCheck SCHEMA = Contract.of("A: {type: object}").schema("A");

	private final JsonBody required = new JsonBody(true, Map.of("application/json", SCHEMA));

	private final JsonBody optional = new JsonBody(false, Map.of("application/json", SCHEMA));

	private final Findings findings = new Findings();

	@Test
	void missingBodyIsFoundWhereItIsRequired() {
		assertThat(this.optional.check(new HttpHeaders(), this.findings)).isNull();
		assertThat(found()).isEmpty();
		assertThat(this.required.check(new HttpHeaders(), this.findings)).isNull();
		assertThat(found()).containsExactly("required");
	}

	@Test
	void emptyBodyIsAMissingOne() {
		HttpHeaders zero = new HttpHeaders();
		zero.setContentLength(0);
		assertThat(this.required.check(zero, this.findings)).isNull();
		assertThat(found()).containsExactly("required");
		this.optional.check(SCHEMA, new byte[0], 0, this.findings);
		assertThat(found()).containsExactly("required");
	}

	@Test
	void chunkedBodyThatTurnsOutEmptyIsAMissingOne() {
		HttpHeaders chunked = headers("application/json");
		chunked.set("Transfer-Encoding", "chunked");
		assertThat(this.required.check(chunked, this.findings)).isSameAs(SCHEMA);
		this.required.check(SCHEMA, new byte[8], 0, this.findings);
		assertThat(found()).containsExactly("required");
	}

	@Test
	void bodyOfAnotherTypeIsNotLookedInto() {
		assertThat(this.required.check(headers("text/plain"), this.findings)).isNull();
		assertThat(this.required.check(headers("application/json-seq"), this.findings)).isNull();
		assertThat(found()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "Application/JSON", "application/json;charset=utf-8",
			"application/json; charset=UTF-8", "application/json; charset=\"utf-8\" ; q=1", "application/json;",
			"application/json; profile=a" })
	void jsonInUtf8IsLookedInto(String type) {
		assertThat(this.required.check(headers(type), this.findings)).isSameAs(SCHEMA);
		assertThat(found()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json; charset=utf-16", "application/json;charset=iso-8859-1",
			"application/json; CHARSET = latin1", "application/json; charset=utf-8; charset=utf-16",
			"application/json; charset=", "application/json; charset='utf-8'", "application/json; charset=utf-8x" })
	void typeThatTellsTheServiceToReadItOtherwiseIsFound(String type) {
		this.required.check(headers(type), this.findings);
		assertThat(found()).containsExactly("header/Content-Type charset");
	}

	@Test
	void secondTypeIsFound() {
		HttpHeaders headers = headers("application/json");
		headers.add("Content-Type", "application/json");
		this.required.check(headers, this.findings);
		assertThat(found()).containsExactly("header/Content-Type repeated");
	}

	@Test
	void secondTypeIsFoundBehindOneThatIsNotLookedInto() {
		HttpHeaders headers = headers("text/plain");
		headers.add("Content-Type", "application/json");
		assertThat(this.required.check(headers, this.findings)).isNull();
		assertThat(found()).containsExactly("header/Content-Type repeated");
	}

	@ParameterizedTest
	@CsvSource({ "identity,", "Identity,", "gzip, header/Content-Encoding coding", "'', header/Content-Encoding coding",
			"'identity, gzip', header/Content-Encoding coding" })
	void codedContentIsFound(String coding, @Nullable String found) {
		HttpHeaders headers = headers("application/json");
		headers.add("Content-Encoding", coding);
		this.required.check(headers, this.findings);
		assertThat(found()).isEqualTo((found != null) ? List.of(found) : List.of());
	}

	private static HttpHeaders headers(String type) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentLength(2);
		headers.add("Content-Type", type);
		return headers;
	}

	private List<String> found() {
		return Contract.texts(this.findings);
	}

}
