package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Who admits partners: a registry in a folder, and a Keycloak that may misbehave. */
final class Desk implements AutoCloseable {

	static final String REGISTRY = """
			# Who may come in.
			plans: {standard: {rate: 50/s}}
			partners:
			  acme-treasury: {name: A, status: active, plan: standard, scopes: [accounts:read]}   # the first
			""";

	static final NewPartner BILLING = new NewPartner("acme-billing", "Acme Billing", "standard",
			List.of("accounts:read"), List.of(), Binding.NONE, "");

	static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final FakeKeycloak keycloak = new FakeKeycloak();

	private final Path file;

	private Duration patience = Duration.ofSeconds(10);

	Desk(Path folder) {
		try {
			this.file = Files.writeString(folder.resolve("partners.yaml"), REGISTRY);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	FakeKeycloak keycloak() {
		return this.keycloak;
	}

	Path file() {
		return this.file;
	}

	/** Does not wait longer for answers that do not come. */
	Desk patience(Duration changed) {
		this.patience = changed;
		return this;
	}

	AdminApi api() {
		return new AdminApi(new Realm(this.keycloak.url(), "bank", "the-account", "of-the-account"),
				new Patience(this.patience, Duration.ofMillis(400)));
	}

	String add(NewPartner partner) throws InterruptedException {
		try (RegistryFile registry = RegistryFile.lock(this.file, false); AdminApi api = api()) {
			return new Admission(registry, new Clients(api), "bank-gateway").admit(partner, NOW);
		}
	}

	String remove(String client) throws InterruptedException {
		try (RegistryFile registry = RegistryFile.lock(this.file, false); AdminApi api = api()) {
			return new Departure(registry, new Clients(api)).remove(client);
		}
	}

	Rotation.Rotated rotate(String client, Duration overlap, boolean force) throws InterruptedException {
		try (AdminApi api = api()) {
			return new Rotation(new Clients(api), NOW).rotate(client, overlap, force);
		}
	}

	List<Row> list() throws InterruptedException {
		try (AdminApi api = api()) {
			return new Survey(RegistryFile.read(this.file), new Clients(api), "bank-gateway", Sightings.NONE, NOW)
				.all();
		}
	}

	String registry() {
		try {
			return Files.readString(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void write(String registry) {
		try {
			Files.writeString(this.file, registry);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The names of what stands in the folder. */
	List<String> leftOver() {
		try (Stream<Path> files = Files.list(this.file.resolveSibling("."))) {
			return files.map((path) -> path.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.keycloak.close();
	}

}
