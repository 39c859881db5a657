package dev.gatehouse.service.sample;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import dev.gatehouse.service.test.BreakablePostgres;
import dev.gatehouse.service.test.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database that answers, but not in time; with the limits of earnest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageBudgetTests {

	private static final Duration WITHIN = Duration.ofSeconds(1);

	private final BreakablePostgres database = BreakablePostgres.create();

	private RunningService service;

	private ContractClient notes;

	@SuppressWarnings("NullAway.Init")
	StorageBudgetTests() {
	}

	@BeforeAll
	void start() {
		this.database.start();
		this.service = RunningService.start(SampleApplication.class, this.database, Notes.SETTINGS);
		this.notes = Notes.client(this.service.port());
		await().until(() -> write("warm").status() == 201);
		this.notes.get("/v1/fault?kind=bug").send();
	}

	@AfterAll
	void stop() {
		this.service.close();
		this.database.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sleep", "naps" })
	void slowStatementsAreCutOff(String kind) {
		Answer answer = this.notes.get("/v1/fault?kind=" + kind).send().expect(503, "storage-unavailable");
		assertThat(answer.took()).isLessThan(WITHIN);
		this.notes.get("/v1/notes").send().expect(200);
	}

	@Test
	void lockedTableIsNotWaitedFor() throws SQLException {
		try (Connection other = DriverManager.getConnection(this.database.jdbcUrl(), "postgres", "postgres");
				Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement.execute("lock table sample.note in access exclusive mode");
			Answer read = this.notes.get("/v1/notes").send().expect(503, "storage-unavailable");
			assertThat(read.took()).isLessThan(WITHIN);
			assertThat(write("locked").expect(503, "storage-unavailable").took()).isLessThan(WITHIN);
			other.rollback();
		}
		write("locked").expect(201);
	}

	private Answer write(String text) {
		return this.notes.post("/v1/notes").key(text).json(Notes.note(text)).send();
	}

}
