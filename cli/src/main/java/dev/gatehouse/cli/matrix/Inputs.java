package dev.gatehouse.cli.matrix;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.credentials.CredentialsFile;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.token.Issuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is read: by flag, else the files of this repository. Another bank's contracts or
 * registry are never compared with this one's realm.
 */
final class Inputs {

	@Option(names = "--contracts", paramLabel = "DIR", description = "the contracts (default: apis)")
	private @Nullable Path contracts;

	@Option(names = "--partners", paramLabel = "FILE", description = "the registry (default: partners.yaml)")
	private @Nullable Path partners;

	@Option(names = "--realm", paramLabel = "FILE",
			description = "the realm as it is imported (default: keycloak/bank-realm.json; with --contracts or "
					+ "--partners: none)")
	private @Nullable Path realm;

	@Option(names = "--keycloak", paramLabel = "URL", arity = "0..1", fallbackValue = "",
			description = "instead of a file, the realm of the running Keycloak (without URL: "
					+ "GATEHOUSE_KEYCLOAK_URL, else that of the running bank)")
	private @Nullable String keycloak;

	@Option(names = "--credentials", paramLabel = "FILE",
			description = "NAME=value lines with GATEHOUSE_ONBOARDING_SECRET or KEYCLOAK_ADMIN_PASSWORD "
					+ "(or GATEHOUSE_CREDENTIALS; default: .gatehouse/credentials.env)")
	private @Nullable Path credentials;

	/** Whether a realm's file and a running Keycloak are asked for at once. */
	boolean isAmbiguous() {
		return this.realm != null && this.keycloak != null;
	}

	/**
	 * Reads all of it.
	 * @throws Complaint if something cannot be read
	 */
	Policy policy(Layout layout, Map<String, String> environment) throws InterruptedException {
		Path folder = or(this.contracts, layout.contracts());
		String audience = environment.getOrDefault("GATEHOUSE_AUDIENCE", "");
		return new Policy(ContractFolder.read(folder, name(folder, layout)),
				RegistryFile.read(file(or(this.partners, layout.partners()), layout).yaml()),
				realm(layout, environment), audience.isBlank() ? "bank-gateway" : audience);
	}

	/** Where that policy was read. */
	Sources sources(Policy policy, Layout layout) {
		return new Sources(name(or(this.contracts, layout.contracts()), layout),
				name(or(this.partners, layout.partners()), layout),
				(policy.realm() != null) ? policy.realm().source() : null);
	}

	private @Nullable Realm realm(Layout layout, Map<String, String> environment) throws InterruptedException {
		if (this.keycloak != null) {
			String url = Issuer.address(this.keycloak.isEmpty() ? null : this.keycloak, "GATEHOUSE_KEYCLOAK_URL",
					layout, environment, Ports::keycloakUrl,
					"http://localhost:" + environment.getOrDefault("KEYCLOAK_PORT", "8081"));
			Credentials credentials = credentials(layout, environment);
			return RunningRealm.read(url,
					(this.keycloak.isEmpty() || this.credentials != null) ? credentials : withoutAdmin(credentials));
		}
		if (this.realm == null && (this.contracts != null || this.partners != null)) {
			return null;
		}
		SourceFile file = file(or(this.realm, layout.realm()), layout);
		return RealmReader.file(file.name(), file.json());
	}

	/** The password of this bank's administrator is for no address that is only named. */
	private static Credentials withoutAdmin(Credentials credentials) {
		Map<String, String> values = new HashMap<>(credentials.values());
		values.remove(Credentials.KEYCLOAK_ADMIN_PASSWORD);
		return new Credentials(values, credentials.source());
	}

	private Credentials credentials(Layout layout, Map<String, String> environment) {
		CredentialsFile file = layout.credentials(this.credentials, environment);
		try {
			return file.read();
		}
		catch (UncheckedIOException ex) {
			throw Node.fault(Place.of(file.path().toString()), "cannot be read");
		}
	}

	private static SourceFile file(Path path, Layout layout) {
		return new SourceFile(path, name(path, layout));
	}

	/** A file of the repository is called as one calls it there. */
	private static String name(Path path, Layout layout) {
		return path.startsWith(layout.root()) ? layout.root().relativize(path).toString() : path.toString();
	}

	private static Path or(@Nullable Path path, Path otherwise) {
		return (path != null) ? path : otherwise;
	}

}
