package dev.gatehouse.cli.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gatehouse.cli.terminal.Complaint;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Client and entry, both or neither, and never a client of somebody else. */
class AdmissionTests {

	private final Path folder;

	private final Desk desk;

	AdmissionTests(@TempDir Path folder) {
		this.folder = folder;
		this.desk = new Desk(folder);
	}

	@AfterEach
	void stop() {
		this.desk.close();
	}

	@Test
	void bothAreMadeAndTheFileKeepsItsMode() throws Exception {
		Files.setPosixFilePermissions(this.desk.file(), PosixFilePermissions.fromString("rw-r-----"));
		assertThat(this.desk.add(Desk.BILLING)).isEqualTo(FakeKeycloak.SECRET);
		assertThat(this.desk.keycloak().names()).containsExactly("acme-billing");
		assertThat(this.desk.registry()).startsWith(Desk.REGISTRY).contains("acme-billing:");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.desk.file())))
			.isEqualTo("rw-r-----");
		assertThat(this.desk.leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml");
	}

	@Test
	void symbolicLinkStaysOne() throws Exception {
		Path link = Files.createSymbolicLink(this.folder.resolve("link.yaml"), this.desk.file());
		try (RegistryFile registry = RegistryFile.lock(link, false); AdminApi api = this.desk.api()) {
			new Admission(registry, new Clients(api), "bank-gateway").admit(Desk.BILLING, Desk.NOW);
		}
		assertThat(link).isSymbolicLink();
		assertThat(this.desk.registry()).contains("acme-billing:");
	}

	@Test
	void inPlaceTheFileStaysTheSameFile() throws Exception {
		Object before = Files.getAttribute(this.desk.file(), "unix:ino");
		try (RegistryFile registry = RegistryFile.lock(this.desk.file(), true); AdminApi api = this.desk.api()) {
			new Admission(registry, new Clients(api), "bank-gateway").admit(Desk.BILLING, Desk.NOW);
			new Departure(registry, new Clients(api)).remove("acme-billing");
		}
		assertThat(Files.getAttribute(this.desk.file(), "unix:ino")).isEqualTo(before);
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
	}

	@Test
	void whatKeycloakGivesToEveryClientByItselfIsNoFault() throws Exception {
		this.desk.keycloak().giveByItself("service_account");
		this.desk.keycloak().giveByItself("profile");
		assertThat(this.desk.add(Desk.BILLING)).isEqualTo(FakeKeycloak.SECRET);
		assertThat(this.desk.list().getLast().wrong()).isEmpty();
	}

	@Test
	void scopeOfAnApiThatTheRealmGivesByItselfIsOne() throws Exception {
		this.desk.keycloak().giveByItself("loans:read");
		assertRefused(Desk.BILLING).withMessageContaining("above the ceiling in Keycloak: loans:read")
			.withMessageEndingWith("Nothing has changed.");
		assertUntouched();
	}

	@Test
	void twoCommandsAtOnceComeOneAfterTheOther() throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<String>> added = new ArrayList<>();
			for (String client : List.of("one", "two", "three", "four")) {
				added.add(threads.submit(() -> this.desk.add(partner(client, "standard", "accounts:read"))));
			}
			for (Future<String> one : added) {
				assertThat(one.get()).isEqualTo(FakeKeycloak.SECRET);
			}
		}
		assertThat(RegistryFile.read(this.desk.file()).entries()).containsOnlyKeys("acme-treasury", "one", "two",
				"three", "four");
		assertThat(this.desk.keycloak().names()).containsExactly("four", "one", "three", "two");
	}

	@Test
	void entryWithoutClientIsFinishedByRemoveAndAdd() throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.keycloak().forget("acme-billing");
		assertRefused(Desk.BILLING).withMessageContaining("Keycloak has no such client")
			.withMessageContaining("./gatehouse partner remove acme-billing");
		assertThat(this.desk.remove("acme-billing")).isEqualTo("Its entry is");
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
		assertThat(this.desk.add(Desk.BILLING)).isEqualTo(FakeKeycloak.SECRET);
	}

	@Test
	void clientWithoutEntryIsFinishedByRemoveAndAdd() throws Exception {
		this.desk.add(Desk.BILLING);
		this.desk.write(Desk.REGISTRY);
		assertThat(this.desk.list().getLast().wrong()).singleElement().asString().contains("partner remove removes it");
		assertRefused(Desk.BILLING).withMessageContaining("./gatehouse partner remove acme-billing");
		assertThat(this.desk.remove("acme-billing")).contains("did not know");
		assertThat(this.desk.add(Desk.BILLING)).isEqualTo(FakeKeycloak.SECRET);
	}

	@Test
	void partnerThatIsOneAlreadyIsNotMadeTwice() throws Exception {
		this.desk.add(Desk.BILLING);
		String registry = this.desk.registry();
		assertRefused(Desk.BILLING).withMessage("acme-billing is a partner already.");
		assertThat(this.desk.registry()).isEqualTo(registry);
		assertThat(this.desk.keycloak().names()).containsExactly("acme-billing");
	}

	/** As a realm makes them that gives every new client the partners' scope. */
	@ParameterizedTest
	@ValueSource(strings = { "realm-management", "the-account", "gatehouse-onboarding", "robot" })
	void clientsOfOthersAreNeverTouched(String client) throws Exception {
		this.desk.keycloak()
			.put("""
					{"id": "1", "clientId": "%s", "enabled": true, "serviceAccountsEnabled": %s, "publicClient": false,
					"standardFlowEnabled": false, "implicitFlowEnabled": false, "directAccessGrantsEnabled": false,
					"fullScopeAllowed": false, "attributes": {"access.token.header.type.rfc9068": "%s"},
					"defaultClientScopes": ["partner-token"], "optionalClientScopes": []}""".formatted(client,
					!client.equals("realm-management"), !client.equals("robot")));
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.desk.remove(client))
			.withMessageContaining("no partner's");
		assertRefused(partner(client, "standard", "accounts:read")).withMessageContaining("take another name");
		assertThat(this.desk.list()).extracting(Row::name).doesNotContain(client);
		assertThat(this.desk.keycloak().changes()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "the-account", "gatehouse-onboarding" })
	void accountIsNotTouchedEvenIfItIsRegistered(String client) throws Exception {
		this.desk.keycloak().put("""
				{"id": "1", "clientId": "%s", "enabled": true, "serviceAccountsEnabled": true, "attributes": {},
				"defaultClientScopes": ["partner-token"]}""".formatted(client));
		this.desk.write(Desk.REGISTRY.replace("acme-treasury", client));
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.desk.remove(client))
			.withMessageContaining("no partner's");
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.desk.rotate(client, Duration.ZERO, true))
			.withMessageContaining("no partner's");
		assertThat(this.desk.keycloak().changes()).isEmpty();
	}

	@Test
	void unknownScopesAndPlansAreNamedWithThoseThereAre() throws Exception {
		assertRefused(partner("a", "standard", "accounts:read", "gold:read")).withMessageContaining("gold:read")
			.withMessageEndingWith("there are accounts:read loans:read.");
		assertRefused(partner("a", "standard", "profile")).withMessageContaining("no scope profile");
		assertRefused(partner("a", "gold", "accounts:read")).withMessageContaining("standard");
		assertUntouched();
		assertThat(this.desk.keycloak().changes()).isEmpty();
	}

	@Test
	void whatACommandThatWasKilledHasLeftBesideTheFileGoes() throws Exception {
		Files.writeString(this.folder.resolve(".partners.yaml.123.new"), "half");
		Files.writeString(this.folder.resolve("partners.yaml.new"), "somebody's");
		RegistryFile.lock(this.desk.file(), false).close();
		assertThat(this.desk.leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml", "partners.yaml.new");
	}

	private ThrowableAssertAlternative<Complaint> assertRefused(NewPartner partner) {
		return assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.desk.add(partner));
	}

	private void assertUntouched() {
		assertThat(this.desk.keycloak().names()).isEmpty();
		assertThat(this.desk.registry()).isEqualTo(Desk.REGISTRY);
		assertThat(this.desk.leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml");
	}

	private static NewPartner partner(String client, String plan, String... scopes) {
		return new NewPartner(client, client, plan, List.of(scopes), List.of(), Binding.NONE, "");
	}

}
