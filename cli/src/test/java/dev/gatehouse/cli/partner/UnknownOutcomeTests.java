package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.gatehouse.cli.partner.FakeKeycloak.Misfortune;
import dev.gatehouse.cli.terminal.Complaint;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is not answered is looked for again, and then said as it is. */
class UnknownOutcomeTests {

	private static final String CLIENT = Desk.BILLING.client();

	private final Desk desk;

	UnknownOutcomeTests(@TempDir Path folder) {
		this.desk = new Desk(folder).patience(Duration.ofMillis(1500));
	}

	@AfterEach
	void stop() {
		this.desk.close();
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@EnumSource(names = { "DONE_BUT_BREAKS", "DONE_BUT_HANGS", "DONE_BUT_NONSENSE", "DONE_LATER", "FORBIDDEN" })
	void clientThatComesLateIsRemovedAgain(Misfortune misfortune) {
		this.desk.keycloak().when("POST /clients", misfortune);
		assertComplaint(() -> this.desk.add(Desk.BILLING)).withMessageEndingWith("Nothing has changed.");
		assertThat(this.desk.keycloak().names()).isEmpty();
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@EnumSource(names = { "FAILS", "REDIRECTS", "HELD_BACK" })
	void clientThatMayComeLaterStillIsNotCalledNothing(Misfortune misfortune) throws Exception {
		this.desk.keycloak().when("POST /clients", misfortune);
		assertComplaint(() -> this.desk.add(Desk.BILLING))
			.withMessageContaining("Keycloak shows no client acme-billing. If it makes one after all")
			.withMessageContaining("./gatehouse partner remove acme-billing")
			.withMessageNotContaining("Nothing has changed");
		this.desk.keycloak().finish();
		boolean came = misfortune == Misfortune.HELD_BACK;
		assertThat(this.desk.list()).hasSize(came ? 2 : 1);
	}

	@Test
	void whatCouldNotBeSentWasNotDone() throws Exception {
		try (AdminApi api = this.desk.api()) {
			api.get("/client-scopes");
			this.desk.keycloak().close();
			assertComplaint(() -> api.delete("/clients/1")).isExactlyInstanceOf(Complaint.class);
		}
	}

	@Test
	void registryThatChangesMeanwhileIsNotOverwrittenAndTheClientGoes() {
		String theirs = Desk.REGISTRY + "# a line of somebody else\n";
		this.desk.keycloak().meanwhile("GET /clients/*/client-secret", () -> this.desk.write(theirs));
		assertComplaint(() -> this.desk.add(Desk.BILLING)).withMessageContaining("by somebody else meanwhile")
			.withMessageEndingWith("The client has been removed from Keycloak again.");
		assertThat(this.desk.keycloak().names()).isEmpty();
		assertThat(this.desk.registry()).isEqualTo(theirs);
		assertThat(this.desk.leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml");
	}

	@Test
	void registryThatVanishesMeanwhileTakesTheClientWithIt() {
		this.desk.keycloak().meanwhile("GET /clients/*/client-secret", this::deleteRegistry);
		assertComplaint(() -> this.desk.add(Desk.BILLING)).withMessageContaining("cannot be read")
			.withMessageEndingWith("The client has been removed from Keycloak again.");
		assertThat(this.desk.keycloak().names()).isEmpty();
	}

	@Test
	void clientThatCannotBeRemovedAgainIsNamed() {
		this.desk.keycloak()
			.when("GET /clients/*/client-secret", Misfortune.FAILS)
			.when("DELETE /clients/*", Misfortune.FAILS);
		assertComplaint(() -> this.desk.add(Desk.BILLING)).withMessageContaining("The entry was not made")
			.withMessageContaining("./gatehouse partner remove acme-billing");
		assertThat(this.desk.keycloak().names()).containsExactly(CLIENT);
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@EnumSource(names = { "DONE_BUT_BREAKS", "DONE_BUT_HANGS", "DONE_BUT_NONSENSE", "DONE_LATER" })
	void removalThatIsNotAnsweredIsLookedForAgain(Misfortune misfortune) throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.keycloak().whenOnce("DELETE /clients/*", misfortune);
		assertThat(this.desk.remove(CLIENT)).isEqualTo("Its client and its entry are");
		assertThat(this.desk.keycloak().names()).isEmpty();
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
	}

	@Test
	void clientThatMayNotBeRemovedKeepsItsEntry() throws Exception {
		this.desk.add(Desk.BILLING);
		String with = this.desk.registry();
		this.desk.keycloak().when("DELETE /clients/*", Misfortune.FORBIDDEN);
		assertComplaint(() -> this.desk.remove(CLIENT)).withMessageEndingWith("Nothing has changed.");
		assertThat(this.desk.registry()).isEqualTo(with);
	}

	@Test
	void whatIsLeftOfARemovalIsSaidAndTheNextDoesIt() throws Exception {
		this.desk.add(Desk.BILLING);
		String with = this.desk.registry();
		this.desk.keycloak().meanwhile("DELETE /clients/*", () -> this.desk.write("partners: [broken"));
		assertComplaint(() -> this.desk.remove(CLIENT)).withMessageContaining("is not YAML")
			.withMessageEndingWith("The client is gone from Keycloak, but its entry could not be taken out: "
					+ "./gatehouse partner remove acme-billing does that.");
		assertThat(this.desk.keycloak().names()).isEmpty();

		this.desk.write(with);
		assertThat(this.desk.remove(CLIENT)).isEqualTo("Its entry is");
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
	}

	@Test
	void registryThatChangesDuringARemovalKeepsTheChange() throws Exception {
		this.desk.add(Desk.BILLING);
		String with = this.desk.registry();
		this.desk.keycloak().meanwhile("DELETE /clients/*", () -> this.desk.write(with + "# theirs\n"));
		assertThat(this.desk.remove(CLIENT)).isEqualTo("Its client and its entry are");
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY + "# theirs\n");
	}

	@Execution(ExecutionMode.CONCURRENT)
	@Test
	void secretThatMayChangeLaterIsNotCalledTheOldOne() throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.keycloak().when("POST /clients/*/client-secret", Misfortune.HELD_BACK);
		assertComplaint(() -> this.desk.rotate(CLIENT, Duration.ofHours(2), false))
			.withMessageContaining("The secret is still the one it was. Whether Keycloak changes it after all is not")
			.withMessageContaining("./gatehouse partner show acme-billing");
	}

	@Execution(ExecutionMode.CONCURRENT)
	@Test
	void secretThatChangesLateIsTold() throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.keycloak().when("POST /clients/*/client-secret", Misfortune.DONE_LATER);
		assertThat(this.desk.rotate(CLIENT, Duration.ofHours(2), false).secret()).isEqualTo(FakeKeycloak.RENEWED);
	}

	@Test
	void endOfTheOldSecretThatIsNotAnsweredIsAskedForAgain() throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.keycloak().whenOnce("DELETE /clients/*/client-secret/rotated", Misfortune.FAILS);
		Rotation.Rotated rotated = this.desk.rotate(CLIENT, Duration.ZERO, false);
		assertThat(rotated.settled()).isTrue();
		assertThat(rotated.old()).isEqualTo("The old secret has ended.");
	}

	private void deleteRegistry() {
		try {
			Files.delete(this.desk.file());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ThrowableAssertAlternative<Complaint> assertComplaint(ThrowingCallable act) {
		return assertThatExceptionOfType(Complaint.class).isThrownBy(act);
	}

}
