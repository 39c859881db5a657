package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gatehouse.cli.credentials.CredentialsFile;
import dev.gatehouse.cli.process.Records;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.tls.TlsFolder;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is.
 *
 * @param root the repository
 * @param state what the local bank keeps: {@code .gatehouse}
 * @param partners the registry: {@code partners.yaml}
 */
public record Layout(Path root, Path state, Path partners) {

	public Layout {
		root = root.toAbsolutePath().normalize();
		state = root.resolve(state).normalize();
		partners = root.resolve(partners).normalize();
	}

	/** With the registry that is in the repository. */
	public Layout(Path root, Path state) {
		this(root, state, Path.of("partners.yaml"));
	}

	/** Makes the folders of the state, which nobody but their owner can enter. */
	public void create() {
		try {
			Files.createDirectories(this.state);
			Files.setPosixFilePermissions(this.state, PosixFilePermissions.fromString("rwx------"));
			for (Path folder : List.of(logs(), run(), audit())) {
				Files.createDirectories(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A file that the build makes. */
	public Path jar(String module) {
		return built(this.root.resolve(module).resolve("target").resolve(module + ".jar"));
	}

	/**
	 * The unpacked distribution of Keycloak, as the build left it:
	 * {@code keycloak-<version>}.
	 */
	public Path keycloakDistribution() {
		Path target = this.root.resolve("keycloak/target");
		try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
			return files.filter((file) -> file.getFileName().toString().matches("keycloak-\\d.*"))
				.max(Path::compareTo)
				.orElseThrow(() -> notBuilt(target.resolve("keycloak-<version>")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public Path realm() {
		return this.root.resolve("keycloak/bank-realm.json");
	}

	public Path keycloakSettings() {
		return this.root.resolve("keycloak/keycloak.conf");
	}

	public Path contracts() {
		return this.root.resolve("apis");
	}

	public CredentialsFile credentials() {
		return new CredentialsFile(this.state.resolve("credentials.env"));
	}

	/**
	 * Another file of them by flag, else by environment variable, else the bank's own.
	 */
	public CredentialsFile credentials(@Nullable Path flag, Map<String, String> environment) {
		String variable = environment.getOrDefault("GATEHOUSE_CREDENTIALS", "");
		if (flag == null && variable.isBlank()) {
			return credentials();
		}
		return new CredentialsFile((flag != null) ? flag : Path.of(variable));
	}

	/** Certificates of the bank that runs with TLS. */
	public TlsFolder tls() {
		return new TlsFolder(this.state.resolve("tls"));
	}

	/** Where the gateway keeps the issuer's public keys. */
	public Path issuerKeys() {
		return this.state.resolve("issuer-keys.json");
	}

	/** Where the gateway keeps which tokens the issuer has ended. */
	public Path issuerCutoffs() {
		return this.state.resolve("issuer-cutoffs.json");
	}

	/** Where the gateway keeps what is revoked. */
	public Path revocations() {
		return this.state.resolve("revocations.json");
	}

	public Path audit() {
		return this.state.resolve("audit");
	}

	public Path logs() {
		return this.state.resolve("logs");
	}

	/** What is known of running processes. */
	public Path run() {
		return this.state.resolve("run");
	}

	public Records records() {
		return new Records(run());
	}

	public Path data() {
		return this.state.resolve("postgres");
	}

	private static Path built(Path file) {
		if (!Files.exists(file)) {
			throw notBuilt(file);
		}
		return file;
	}

	private static Complaint notBuilt(Path file) {
		return new Complaint(file + " is missing: run ./gatehouse up, or mvn package.");
	}

}
