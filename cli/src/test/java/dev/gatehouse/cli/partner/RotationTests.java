package dev.gatehouse.cli.partner;

import java.time.Duration;
import java.time.Instant;

import dev.gatehouse.cli.partner.FakeKeycloak.Misfortune;
import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A new secret never puts the partner outside, and is always told. */
class RotationTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final FakeKeycloak keycloak = new FakeKeycloak();

	private Duration patience = Duration.ofSeconds(10);

	@BeforeEach
	void addClient() {
		this.keycloak.put("""
				{"id": "1", "clientId": "acme", "serviceAccountsEnabled": true, "attributes": {},
				"defaultClientScopes": ["partner-token"]}""");
	}

	@AfterEach
	void stop() {
		this.keycloak.close();
	}

	@Test
	void oldSecretStaysGoodForTheTimeThatIsSaid() throws InterruptedException {
		Rotation.Rotated rotated = rotate(Duration.ofHours(2), false);
		assertThat(rotated.secret()).isEqualTo(FakeKeycloak.RENEWED);
		assertThat(rotated.old()).isEqualTo("The old secret is good until 2026-11-21T14:00:00Z.");
		assertThat(rotated.settled()).isTrue();
		assertThat(rotated.toString()).doesNotContain(FakeKeycloak.RENEWED);
	}

	@Test
	void withoutThePolicyNothingIsRotated() {
		this.keycloak.withoutPolicy();
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> rotate(Duration.ofHours(2), false))
			.withMessageContaining("client-secret-rotation");
		assertThat(this.keycloak.changes()).doesNotContain("POST /clients/*/client-secret");
	}

	@Test
	void withoutOverlapTheOldSecretEnds() throws InterruptedException {
		this.keycloak.withoutPolicy();
		assertThat(rotate(Duration.ZERO, false).old()).isEqualTo("The old secret has ended.");
		assertThat(this.keycloak.changes()).containsExactly("POST /clients/*/client-secret",
				"DELETE /clients/*/client-secret/rotated");
	}

	@Test
	void twoOldSecretsAreOneTooMany() throws InterruptedException {
		rotate(Duration.ofHours(2), false);
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> rotate(Duration.ofHours(2), false))
			.withMessageContaining("2026-11-21T14:00:00Z");
		assertThat(rotate(Duration.ofHours(3), true).old()).contains("2026-11-21T15:00:00Z");
	}

	@Test
	void newSecretIsToldAlsoIfTheTimeOfTheOldOneCannotBeSet() throws InterruptedException {
		this.keycloak.when("DELETE /clients/*/client-secret/rotated", Misfortune.FAILS);
		Rotation.Rotated rotated = rotate(Duration.ZERO, false);
		assertThat(rotated.secret()).isEqualTo(FakeKeycloak.RENEWED);
		assertThat(rotated.settled()).isFalse();
		assertThat(rotated.old()).contains("could not be set").contains("partner show acme");
	}

	@Test
	void secretWhoseAnswerWasLostIsAskedForAgain() throws InterruptedException {
		this.keycloak.when("POST /clients/*/client-secret", Misfortune.DONE_BUT_HANGS);
		this.patience = Duration.ofSeconds(1);
		Rotation.Rotated rotated = rotate(Duration.ofHours(2), false);
		assertThat(rotated.secret()).isEqualTo(FakeKeycloak.RENEWED);
		assertThat(rotated.settled()).isTrue();
	}

	@Test
	void rotationThatWasRefusedSaysSo() {
		this.keycloak.when("POST /clients/*/client-secret", Misfortune.FORBIDDEN);
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> rotate(Duration.ofHours(2), false))
			.withMessageContaining("The secret is the one it was.");
	}

	@Test
	void clientsThatAreNoPartnersKeepTheirSecrets() {
		this.keycloak.put("{\"id\": \"2\", \"clientId\": \"gatehouse-onboarding\", \"serviceAccountsEnabled\": true}");
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> new Rotation(clients(), NOW).rotate("gatehouse-onboarding", Duration.ZERO, true))
			.withMessageContaining("no partner's");
		assertThat(this.keycloak.changes()).isEmpty();
	}

	private Rotation.Rotated rotate(Duration overlap, boolean force) throws InterruptedException {
		return new Rotation(clients(), NOW).rotate("acme", overlap, force);
	}

	private Clients clients() {
		return new Clients(new AdminApi(new Realm(this.keycloak.url(), "bank", "account", "s"),
				new Patience(this.patience, Duration.ofMillis(500))));
	}

}
