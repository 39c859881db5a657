package dev.gatehouse.service.sample;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class IdempotencyTests {

	private final ContractClient notes;

	private final JdbcClient jdbc;

	private final String key = UUID.randomUUID().toString();

	IdempotencyTests(@LocalServerPort int port, @Autowired JdbcClient jdbc) {
		this.notes = Notes.client(port);
		this.jdbc = jdbc;
	}

	@Test
	void sameRequestGetsTheSameAnswer() {
		Answer first = write(this.key).expect(201);
		Answer again = write(this.key).expect(201);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(again.header("Location")).isEqualTo(first.header("Location"));
		assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
		assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
		assertThat(count("note", "text", this.key)).isEqualTo(1);
	}

	@Test
	void sameRequestAtOnceIsDoneOnce() throws ExecutionException, InterruptedException {
		Set<String> bodies = new HashSet<>();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Answer> answer : IntStream.range(0, 12)
				.mapToObj((_) -> callers.submit(() -> write(this.key)))
				.toList()) {
				bodies.add(answer.get().expect(201).text());
			}
		}
		assertThat(bodies).hasSize(1);
		assertThat(count("note", "text", this.key)).isEqualTo(1);
	}

	@Test
	void otherBodyUnderTheSameKeyIsRefused() {
		write(this.key).expect(201);
		this.notes.post("/v1/notes")
			.key(this.key)
			.json(Notes.note("other " + this.key))
			.send()
			.expect(422, "idempotency-key-reused");
	}

	@Test
	void sameKeyOfAnotherPartnerIsAnotherKey() {
		write(this.key).expect(201);
		String other = "other " + this.key;
		this.notes.asStranger().post("/v1/notes").key(this.key).json(Notes.note(other)).send().expect(201);
	}

	@Test
	void refusedWorkLeavesNothing() {
		String body = Notes.note("refuse " + this.key);
		this.notes.post("/v1/notes").key(this.key).json(body).send().expect(422, "note-refused");
		assertThat(count("idempotency_key", "key", this.key)).isZero();
		assertThat(count("note", "text", "refuse " + this.key)).isZero();
		write(this.key).expect(201);
	}

	@Test
	void failedWorkLeavesNoKey() {
		write(this.key).expect(201);
		String second = UUID.randomUUID().toString();
		this.notes.post("/v1/notes").key(second).json(Notes.note(this.key)).send().expect(500, "internal-error");
		assertThat(count("idempotency_key", "key", second)).isZero();
	}

	@Test
	void keyIsForgottenAfterADay() {
		write(this.key).expect(201);
		this.jdbc.sql("update idempotency_key set created_at = :then where key = :key")
			.param("then", OffsetDateTime.now(java.time.ZoneOffset.UTC).minusHours(24).minusMinutes(1))
			.param("key", this.key)
			.update();
		String other = "later " + this.key;
		Answer later = this.notes.post("/v1/notes").key(this.key).json(Notes.note(other)).send().expect(201);
		assertThat(later.text("/text")).isEqualTo(other);
	}

	@Test
	void creationWithoutKeyIsRefused() {
		this.notes.post("/v1/notes").json(Notes.note("x")).invalid().send().expect(400, "idempotency-key-missing");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "a b", "ä", "a,b", "01234567890123456789012345678901234567890123456789012345678901234" })
	void malformedKeyIsRefused(String malformed) {
		this.notes.post("/v1/notes")
			.key(malformed)
			.json(Notes.note("x"))
			.invalid()
			.send()
			.expect(400, "request-invalid");
	}

	private Answer write(String text) {
		return this.notes.post("/v1/notes").key(this.key).json(Notes.note(text)).send();
	}

	private int count(String table, String column, String value) {
		return this.jdbc.sql("select count(*) from " + table + " where " + column + " = :value")
			.param("value", value)
			.query(Integer.class)
			.single();
	}

}
