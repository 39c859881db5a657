package dev.gatehouse.cli.partner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import dev.gatehouse.cli.partner.FakeKeycloak.Misfortune;
import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every misfortune at every request of every command: what it then says is true, also of
 * what Keycloak does later, and doing what it says leads back to where nothing is left.
 */
class EveryStepTests {

	/** Some requests may take longer on a busy machine: what holds, holds then too. */
	private static final Duration PATIENCE = Duration.ofMillis(300);

	private static final String CLIENT = Desk.BILLING.client();

	private final Desk desk;

	EveryStepTests(@TempDir Path folder) {
		this.desk = new Desk(folder);
	}

	@AfterEach
	void stop() {
		this.desk.close();
	}

	static Stream<Arguments> add() {
		return steps("POST /token", "GET /client-scopes", "GET /clients", "POST /clients", "GET /clients/*",
				"GET /clients/*/client-secret");
	}

	static Stream<Arguments> undo() {
		return steps("DELETE /clients/*");
	}

	static Stream<Arguments> remove() {
		return steps("POST /token", "GET /clients", "DELETE /clients/*");
	}

	static Stream<Arguments> rotate() {
		return steps("POST /token", "GET /clients", "PUT /clients/*", "GET /clients/*", "GET /clients/*/client-secret",
				"POST /clients/*/client-secret");
	}

	private static Stream<Arguments> steps(String... requests) {
		return Arrays.stream(requests)
			.flatMap((request) -> Arrays.stream(Misfortune.values())
				.filter((misfortune) -> isChange(request) || !misfortune.isLate())
				.map((misfortune) -> Arguments.of(request, misfortune)));
	}

	private static boolean isChange(String request) {
		return !request.startsWith("GET") && !request.equals("POST /token");
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@MethodSource
	void add(String request, Misfortune misfortune) throws Exception {
		assertAddIsUndone(request, misfortune);
	}

	/** The secret cannot be had, and then the client cannot be removed either. */
	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@MethodSource
	void undo(String request, Misfortune misfortune) throws Exception {
		this.desk.keycloak().when("GET /clients/*/client-secret", Misfortune.FAILS);
		assertAddIsUndone(request, misfortune);
	}

	private void assertAddIsUndone(String request, Misfortune misfortune) throws Exception {
		String sentence = fails(request, misfortune, () -> this.desk.add(Desk.BILLING));
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
		assertThat(this.desk.leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml");
		assertThat(sentence).doesNotContain(FakeKeycloak.SECRET, "of-the-account");
		if (this.desk.keycloak().names().contains(CLIENT)) {
			assertThat(sentence).contains("./gatehouse partner remove " + CLIENT).doesNotContain("Nothing has changed");
			assertThat(this.desk.list()).extracting(Row::name).contains(CLIENT);
			this.desk.remove(CLIENT);
		}
		assertThat(this.desk.add(Desk.BILLING)).isEqualTo(FakeKeycloak.SECRET);
		assertThat(this.desk.keycloak().names()).containsExactly(CLIENT);
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@MethodSource
	void remove(String request, Misfortune misfortune) throws Exception {
		this.desk.add(Desk.BILLING);
		String with = this.desk.registry();
		this.desk.patience(PATIENCE).keycloak().when(request, misfortune);
		try {
			this.desk.remove(CLIENT);
		}
		catch (Complaint ex) {
			settle();
			assertThat(this.desk.registry()).isEqualTo(with);
			if (ex.sentence().contains("Nothing has changed")) {
				assertThat(this.desk.keycloak().names()).containsExactly(CLIENT);
			}
			this.desk.remove(CLIENT);
		}
		assertThat(this.desk.keycloak().names()).isEmpty();
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@MethodSource
	void rotate(String request, Misfortune misfortune) throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.patience(PATIENCE).keycloak().when(request, misfortune);
		try {
			Rotation.Rotated rotated = this.desk.rotate(CLIENT, Duration.ofHours(2), false);
			settle();
			assertThat(rotated.secret()).isEqualTo(FakeKeycloak.RENEWED).isEqualTo(this.desk.keycloak().secret());
		}
		catch (Complaint ex) {
			settle();
			boolean changed = !this.desk.keycloak().secret().equals(FakeKeycloak.SECRET);
			assertThat(changed && !ex.sentence().contains("is not known")).as(ex.sentence()).isFalse();
			assertThat(ex.sentence()).doesNotContain(FakeKeycloak.SECRET, FakeKeycloak.RENEWED);
		}
	}

	private String fails(String request, Misfortune misfortune, Act act) {
		this.desk.patience(PATIENCE).keycloak().when(request, misfortune);
		String[] sentence = { "" };
		assertThatExceptionOfType(Complaint.class).isThrownBy(act::perform)
			.satisfies((ex) -> sentence[0] = ex.sentence());
		settle();
		return sentence[0];
	}

	/** What was not answered is done after all, and Keycloak is well again. */
	private void settle() {
		this.desk.keycloak().recover();
		this.desk.keycloak().finish();
		this.desk.patience(Duration.ofSeconds(10));
	}

	/** Something that goes wrong. */
	@FunctionalInterface
	private interface Act {

		void perform() throws Exception;

	}

}
