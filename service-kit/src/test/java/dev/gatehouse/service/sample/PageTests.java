package dev.gatehouse.service.sample;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class PageTests {

	private final ContractClient notes;

	PageTests(@LocalServerPort int port) {
		this.notes = Notes.client(port);
	}

	@Test
	void walkMeetsEveryItemOnceWhileOthersAreInserted() {
		List<String> before = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			before.addFirst(write());
		}
		List<String> met = new ArrayList<>();
		String cursor = collect("/v1/notes?limit=2", met);
		while (!cursor.isEmpty()) {
			write();
			cursor = collect("/v1/notes?limit=2&cursor=" + cursor, met);
		}
		assertThat(met).isEqualTo(before);
	}

	@Test
	void pageHoldsTwentyUnlessAskedOtherwise() {
		for (int i = 0; i < 21; i++) {
			write();
		}
		assertThat(items(this.notes.get("/v1/notes").send().expect(200))).hasSize(20);
		Answer all = this.notes.get("/v1/notes?limit=100").send().expect(200);
		assertThat(items(all)).hasSize(21);
		assertThat(all.json().has("nextCursor")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=101", "limit=-1", "limit=x", "limit=1.5", "limit=", "limit=1&limit=2",
			"limit=99999999999", "cursor=", "cursor=%00", "cursor=a&cursor=b" })
	void whatIsNoPageIsRefused(String query) {
		this.notes.get("/v1/notes?" + query).invalid().send().expect(400, "request-invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x=%ff", "limit=%c0%af", "=", "=&limit=1" })
	void queryThatCannotBeReadIsRefused(String query) {
		this.notes.get("/v1/notes?" + query).invalid().send().expect(400, "bad-request");
	}

	@Test
	void cursorThatWasChangedIsRefused() {
		write();
		write();
		String cursor = this.notes.get("/v1/notes?limit=1").send().expect(200).text("/nextCursor");
		char last = cursor.charAt(0);
		String changed = ((last == 'A') ? 'B' : 'A') + cursor.substring(1);
		this.notes.get("/v1/notes?cursor=" + changed).send().expect(400, "request-invalid");
	}

	@Test
	void cursorOfAnotherPartnerIsRefused() {
		write();
		write();
		String cursor = this.notes.get("/v1/notes?limit=1").send().expect(200).text("/nextCursor");
		this.notes.asStranger().get("/v1/notes?cursor=" + cursor).send().expect(400, "request-invalid");
	}

	private String collect(String target, List<String> met) {
		Answer page = this.notes.get(target).send().expect(200);
		met.addAll(items(page));
		return page.json().path("nextCursor").asString("");
	}

	private static List<String> items(Answer page) {
		return page.json().path("items").valueStream().map((note) -> note.path("id").asString()).toList();
	}

	private String write() {
		String unique = Long.toString(System.nanoTime());
		return this.notes.post("/v1/notes").key(unique).json(Notes.note(unique)).send().expect(201).text("/id");
	}

}
