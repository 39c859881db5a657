package dev.gatehouse.service.sample;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class ProblemTests {

	private final ContractClient notes;

	ProblemTests(@LocalServerPort int port) {
		this.notes = Notes.client(port);
	}

	@Test
	void unknownPathIsNotFound() {
		this.notes.get("/v1/secret-path").invalid().send().expect(404, "not-found");
	}

	@Test
	void unknownMethodNamesTheKnownOnes() {
		Answer answer = this.notes.delete("/v1/notes").invalid().send().expect(405, "method-not-allowed");
		assertThat(answer.required("Allow")).isEqualTo("GET, POST");
	}

	@Test
	void otherMediaTypeIsRefused() {
		this.notes.post("/v1/notes")
			.key("k")
			.header("Content-Type", "text/plain")
			.json("hello")
			.invalid()
			.send()
			.expect(415, "unsupported-media-type");
	}

	@Test
	void problemIsJsonWhateverIsAccepted() {
		Answer answer = this.notes.get("/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057")
			.header("Accept", "text/html")
			.send();
		answer.expect(404, "not-found");
	}

	@Test
	void problemCarriesTheRequestId() {
		Answer answer = this.notes.get("/v1/none").header("X-Request-Id", "r-1.2_3").invalid().send();
		assertThat(answer.text("/requestId")).isEqualTo("r-1.2_3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>", "a b", "" })
	void malformedRequestIdIsReplaced(String id) {
		Answer answer = this.notes.get("/v1/none").header("X-Request-Id", id).invalid().send();
		assertThat(answer.text("/requestId")).hasSize(36);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bug", "sql" })
	void mistakeOfTheServiceSaysNothingOfIt(String kind) {
		Answer answer = this.notes.get("/v1/fault?kind=" + kind).send().expect(500, "internal-error");
		assertThat(answer.text()).doesNotContain("secret", "Exception", "select");
	}

	@Test
	void missingParameterIsNamed() {
		assertInvalid(this.notes.get("/v1/fault").invalid().send(), "query/kind", "required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1-1-1-1-1", "no-id", "01890a5dac96774bbcceb302099a8057",
			"01890a5d-ac96-774b-bcce-b302099a805g" })
	void malformedIdIsNamed(String id) {
		assertInvalid(this.notes.get("/v1/notes/" + id).invalid().send(), "path/noteId", "format");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'text':'','price':{'amount':'1','currency':'EUR'}} | /text | size",
					"{'price':{'amount':'1','currency':'EUR'}} | /text | not-null",
					"{'text':'a','price':{'amount':1,'currency':'EUR'}} | /price/amount | format",
					"{'text':'a','price':{'amount':'1','currency':'EUR','secret':1}} | /price | unknown-property",
					"{'text':'a','secret':1,'price':{'amount':'1','currency':'EUR'}} | `` | unknown-property",
					"{'text':7,'price':{'amount':'1','currency':'EUR'}} | /text | format",
					"{'text':'a','text':'b','price':{'amount':'1','currency':'EUR'}} | `` | malformed-json",
					"{'text':'a','price':{'amount':'1','currency':'EUR'}} 7 | `` | format",
					"{'text': | `` | malformed-json", "[] | `` | format" })
	void brokenBodyIsNamedAndNotRepeated(String body, String pointer, String rule) {
		Answer answer = this.notes.post("/v1/notes").key("k").json(body.replace('\'', '"')).invalid().send();
		assertInvalid(answer, (pointer != null) ? pointer : "", rule);
		assertThat(answer.text()).doesNotContain("secret");
	}

	/**
	 * What a schema cannot say: text that is no text, digits a currency does not have, a
	 * price below zero.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'text':'a','price':{'amount':'-1','currency':'EUR'}} | /price | positive-or-zero",
					"{'text':'a','price':{'amount':'1.001','currency':'EUR'}} | /price | format",
					"{'text':'a\\u0000','price':{'amount':'1','currency':'EUR'}} | /text | format",
					"{'text':'a\\ud800','price':{'amount':'1','currency':'EUR'}} | /text | format" })
	void bodyThatBreaksMoreThanTheSchemaIsNamed(String body, String pointer, String rule) {
		Answer answer = this.notes.post("/v1/notes").key("k").json(body.replace('\'', '"')).send();
		assertInvalid(answer, pointer, rule);
	}

	private static void assertInvalid(Answer answer, String pointer, String rule) {
		answer.expect(400, "request-invalid");
		assertThat(answer.text("/errors/0/pointer")).isEqualTo(pointer);
		assertThat(answer.text("/errors/0/rule")).isEqualTo(rule);
	}

}
