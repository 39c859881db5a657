package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import dev.gatehouse.cli.partner.FakeKeycloak.Misfortune;
import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Client and entry, both or neither, whatever goes wrong in the middle. */
class AdmissionTests {

	private static final String REGISTRY = """
			plans: {standard: {rate: 50/s}}
			partners:
			  acme-treasury: {name: A, status: active, plan: standard, scopes: [accounts:read]}   # the first
			""";

	private static final NewPartner BILLING = new NewPartner("acme-billing", "Acme Billing", "standard",
			List.of("accounts:read"), List.of(), Binding.NONE, "");

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final FakeKeycloak keycloak = new FakeKeycloak();

	@TempDir
	private Path folder = Path.of("");

	private Path file = Path.of("");

	private Duration patience = Duration.ofSeconds(10);

	@BeforeEach
	void writeRegistry() throws IOException {
		this.file = Files.writeString(this.folder.resolve("partners.yaml"), REGISTRY);
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-r-----"));
	}

	@AfterEach
	void stop() {
		this.keycloak.close();
	}

	@Test
	void bothAreMadeAndTheFileKeepsItsMode() throws Exception {
		assertThat(add(BILLING)).isEqualTo(FakeKeycloak.SECRET);
		assertThat(this.keycloak.names()).containsExactly("acme-billing");
		assertThat(Files.readString(this.file)).startsWith(REGISTRY).contains("acme-billing:");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-r-----");
		assertThat(leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml");
	}

	@Test
	void symbolicLinkStaysOne() throws Exception {
		Path link = Files.createSymbolicLink(this.folder.resolve("link.yaml"), this.file);
		try (RegistryFile registry = RegistryFile.lock(link, false); AdminApi api = api()) {
			new Admission(registry, new Clients(api), "bank-gateway").admit(BILLING, NOW);
		}
		assertThat(link).isSymbolicLink();
		assertThat(Files.readString(this.file)).contains("acme-billing:");
	}

	@Test
	void inPlaceTheFileStaysTheSameFile() throws Exception {
		Object before = Files.getAttribute(this.file, "unix:ino");
		try (RegistryFile registry = RegistryFile.lock(this.file, true); AdminApi api = api()) {
			new Admission(registry, new Clients(api), "bank-gateway").admit(BILLING, NOW);
			new Departure(registry, new Clients(api)).remove("acme-billing");
		}
		assertThat(Files.getAttribute(this.file, "unix:ino")).isEqualTo(before);
		assertThat(Files.readString(this.file)).isEqualTo(REGISTRY);
	}

	@ParameterizedTest
	@EnumSource
	void withoutAnAnswerToTheMakingNothingIsLeft(Misfortune misfortune) throws Exception {
		happens("POST /clients", misfortune);
		assertRefused().withMessageEndingWith("Nothing has changed.");
		assertUntouched();
	}

	@ParameterizedTest
	@EnumSource
	void withoutItsSecretTheClientIsRemovedAgain(Misfortune misfortune) throws Exception {
		happens("GET /clients/*/client-secret", misfortune);
		assertRefused().withMessageEndingWith("Nothing has changed.").withMessageNotContaining(FakeKeycloak.SECRET);
		assertUntouched();
	}

	@ParameterizedTest
	@CsvSource({ "GET /client-scopes", "GET /clients", "GET /clients/*" })
	void whoeverAnswersNonsenseChangesNothing(String request) throws Exception {
		for (Misfortune misfortune : Misfortune.values()) {
			happens(request, misfortune);
			assertRefused();
			assertUntouched();
		}
	}

	@Test
	void fileThatHasChangedMeanwhileIsNotOverwritten() throws Exception {
		String theirs = REGISTRY + "# a line of somebody else\n";
		try (RegistryFile registry = RegistryFile.lock(this.file, false); AdminApi api = api()) {
			Clients clients = new Clients(api);
			Registry read = registry.read();
			Files.writeString(this.file, theirs);
			try (Replacement replacement = registry.prepare(new RegistryEdit(read).add(BILLING))) {
				assertThatExceptionOfType(Complaint.class).isThrownBy(() -> registry.write(replacement))
					.withMessageContaining("somebody else");
			}
			assertThat(clients.find("acme-billing")).isEmpty();
		}
		assertThat(Files.readString(this.file)).isEqualTo(theirs);
		assertThat(leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml");
	}

	@Test
	void twoCommandsAtOnceComeOneAfterTheOther() throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<String>> added = new ArrayList<>();
			for (String client : List.of("one", "two", "three", "four")) {
				added.add(threads.submit(() -> add(new NewPartner(client, client, "standard", List.of("accounts:read"),
						List.of(), Binding.NONE, ""))));
			}
			for (Future<String> one : added) {
				assertThat(one.get()).isEqualTo(FakeKeycloak.SECRET);
			}
		}
		assertThat(RegistryFile.read(this.file).entries()).containsOnlyKeys("acme-treasury", "one", "two", "three",
				"four");
		assertThat(this.keycloak.names()).containsExactly("four", "one", "three", "two");
	}

	@Test
	void clientThatCannotBeRemovedAgainIsNamed() throws Exception {
		this.keycloak.when("GET /clients/*/client-secret", Misfortune.FAILS)
			.when("DELETE /clients/*", Misfortune.FAILS);
		assertRefused().withMessageContaining("./gatehouse partner remove acme-billing");
		assertThat(Files.readString(this.file)).isEqualTo(REGISTRY);

		this.keycloak.recover();
		assertRefused().withMessageContaining("interrupted").withMessageContaining("partner remove acme-billing");
		assertThat(remove("acme-billing")).contains("did not know");
		assertThat(add(BILLING)).isEqualTo(FakeKeycloak.SECRET);
	}

	@Test
	void entryWithoutClientIsFinishedByRemoveAndAdd() throws Exception {
		add(BILLING);
		this.keycloak.put("{\"id\": \"x\", \"clientId\": \"other\"}");
		try (AdminApi api = api()) {
			new Clients(api).delete(new Clients(api).find("acme-billing").orElseThrow().id());
		}
		assertRefused().withMessageContaining("Keycloak has no such client");
		remove("acme-billing");
		assertThat(Files.readString(this.file)).isEqualTo(REGISTRY);
	}

	@ParameterizedTest
	@EnumSource(names = { "FAILS", "FORBIDDEN", "REDIRECTS" })
	void clientThatCannotBeRemovedKeepsItsEntry(Misfortune misfortune) throws Exception {
		add(BILLING);
		String with = Files.readString(this.file);
		this.keycloak.when("DELETE /clients/*", misfortune);
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> remove("acme-billing"))
			.withMessageContaining("The registry is as it was");
		assertThat(Files.readString(this.file)).isEqualTo(with);
	}

	@Test
	void clientsOfOthersAreNeverTouched() throws Exception {
		this.keycloak.put("{\"id\": \"1\", \"clientId\": \"realm-management\", \"serviceAccountsEnabled\": false}");
		this.keycloak.put("{\"id\": \"2\", \"clientId\": \"acme-billing\", \"serviceAccountsEnabled\": true}");
		for (String client : List.of("realm-management", "acme-billing")) {
			assertThatExceptionOfType(Complaint.class).isThrownBy(() -> remove(client))
				.withMessageContaining("no partner's");
		}
		assertRefused().withMessageContaining("take another name");
		assertThat(this.keycloak.changes()).isEmpty();
	}

	@Test
	void unknownScopesAndPlansAreNamedWithThoseThereAre() throws Exception {
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> add(new NewPartner("a", "A", "standard", List.of("accounts:read", "gold:read"), List.of(),
					Binding.NONE, "")))
			.withMessageContaining("gold:read")
			.withMessageContaining("accounts:read loans:read");
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(
					() -> add(new NewPartner("a", "A", "gold", List.of("accounts:read"), List.of(), Binding.NONE, "")))
			.withMessageContaining("standard");
		assertThat(this.keycloak.changes()).isEmpty();
		assertUntouched();
	}

	@Test
	void whatACommandThatWasKilledHasLeftBesideTheFileGoes() throws Exception {
		Files.writeString(this.folder.resolve(".partners.yaml.123.new"), "half");
		Files.writeString(this.folder.resolve("partners.yaml.new"), "somebody's");
		RegistryFile.lock(this.file, false).close();
		assertThat(leftOver()).containsExactly(".partners.yaml.lock", "partners.yaml", "partners.yaml.new");
	}

	private org.assertj.core.api.ThrowableAssertAlternative<Complaint> assertRefused() {
		return assertThatExceptionOfType(Complaint.class).isThrownBy(() -> add(BILLING));
	}

	private void assertUntouched() throws IOException {
		assertThat(this.keycloak.names()).isEmpty();
		assertThat(Files.readString(this.file)).isEqualTo(REGISTRY);
		assertThat(leftOver()).doesNotContain(".partners.yaml.new")
			.allMatch((name) -> name.equals("partners.yaml") || name.equals(".partners.yaml.lock"));
	}

	private List<String> leftOver() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((path) -> path.getFileName().toString()).sorted().toList();
		}
	}

	private String add(NewPartner partner) throws InterruptedException {
		try (RegistryFile registry = RegistryFile.lock(this.file, false); AdminApi api = api()) {
			return new Admission(registry, new Clients(api), "bank-gateway").admit(partner, NOW);
		}
	}

	private String remove(String client) throws InterruptedException {
		try (RegistryFile registry = RegistryFile.lock(this.file, false); AdminApi api = api()) {
			return new Departure(registry, new Clients(api)).remove(client);
		}
	}

	private AdminApi api() {
		return new AdminApi(new Realm(this.keycloak.url(), "bank", "gatehouse-onboarding", "s"), this.patience);
	}

	private void happens(String request, Misfortune misfortune) {
		this.keycloak.recover();
		this.keycloak.when(request, misfortune);
		this.patience = Duration.ofSeconds((misfortune == Misfortune.DONE_BUT_HANGS) ? 1 : 10);
	}

}
