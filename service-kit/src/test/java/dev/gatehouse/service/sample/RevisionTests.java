package dev.gatehouse.service.sample;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class RevisionTests {

	private final ContractClient notes;

	private String path = "";

	RevisionTests(@LocalServerPort int port) {
		this.notes = Notes.client(port);
	}

	@BeforeEach
	void writeNote() {
		this.path = this.notes.post("/v1/notes")
			.key("k")
			.json(Notes.note("revision " + System.nanoTime()))
			.send()
			.expect(201)
			.required("Location");
	}

	@Test
	void updateOfWhatWasReadIsDone() {
		rewrite(tag()).expect(200);
		assertThat(tag()).isEqualTo("\"1\"");
	}

	@Test
	void updateOfWhatHasChangedIsRefused() {
		String read = tag();
		rewrite(read).expect(200);
		rewrite(read).expect(412, "precondition-failed");
	}

	@Test
	void anyStateMatchesTheStar() {
		rewrite("*").expect(200);
	}

	@Test
	void updateWithoutPreconditionIsRefused() {
		this.notes.put(this.path).json(Notes.note("x")).send().expect(428, "precondition-required");
	}

	@Test
	void whatDoesNotExistIsNotFoundEvenForTheStar() {
		this.notes.put("/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057")
			.ifMatch("*")
			.json(Notes.note("x"))
			.send()
			.expect(404, "not-found");
	}

	@Test
	void knownStateIsNotSentAgain() {
		this.notes.get(this.path).header("If-None-Match", tag()).send().expect(304);
		this.notes.get(this.path).header("If-None-Match", "\"99\"").send().expect(200);
	}

	private String tag() {
		return this.notes.get(this.path).send().expect(200).required("ETag");
	}

	private Answer rewrite(String tag) {
		return this.notes.put(this.path).ifMatch(tag).json(Notes.note("rewritten " + System.nanoTime())).send();
	}

}
