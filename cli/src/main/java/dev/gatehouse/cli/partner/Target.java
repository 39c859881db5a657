package dev.gatehouse.cli.partner;

import java.nio.file.Path;

import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.stack.PortsFile;
import dev.gatehouse.cli.token.Issuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which registry and which Keycloak: by flag, else by environment variable, else those of
 * the bank that {@code up} has started, else those of the containers' bank. No secret is
 * ever an argument, where every process of the machine could read it.
 */
final class Target {

	@Option(names = "--keycloak", paramLabel = "URL",
			description = "Keycloak's address (or GATEHOUSE_KEYCLOAK_URL; default: that of the running bank)")
	private @Nullable String keycloak;

	@Option(names = "--realm", paramLabel = "NAME", description = "the realm (or GATEHOUSE_REALM; default: bank)")
	private String realm = "";

	@Option(names = "--account", paramLabel = "CLIENT",
			description = "the service account that manages clients (or GATEHOUSE_ONBOARDING_CLIENT; default: "
					+ Credentials.ONBOARDING
					+ "). Its secret is GATEHOUSE_ONBOARDING_SECRET in the environment, else <CLIENT>_SECRET in the "
					+ "file of --credentials")
	private String account = "";

	@Option(names = "--credentials", paramLabel = "FILE",
			description = "NAME=value lines (or GATEHOUSE_CREDENTIALS; default: .gatehouse/credentials.env)")
	private @Nullable Path credentials;

	@Option(names = "--partners", paramLabel = "FILE",
			description = "the registry (or GATEHOUSE_PARTNERS; default: partners.yaml)")
	private @Nullable Path partners;

	@Option(names = "--in-place",
			description = "write into the registry's file instead of putting another in its place: for a file that a "
					+ "container mounts alone. So it is anyway for the containers' bank")
	private boolean inPlace;

	Path partners(Surroundings surroundings) {
		return (this.partners != null) ? this.partners : surroundings.layout().partners();
	}

	/** The registry, for changing it. */
	RegistryFile lock(Surroundings surroundings) throws InterruptedException {
		return RegistryFile.lock(partners(surroundings), this.inPlace || isContainers(surroundings));
	}

	AdminApi api(Surroundings surroundings) {
		return new AdminApi(realm(surroundings), Patience.USUAL);
	}

	Realm realm(Surroundings surroundings) {
		String url = Issuer.address(this.keycloak, "GATEHOUSE_KEYCLOAK_URL", surroundings.layout(),
				surroundings.environment(), Ports::keycloakUrl,
				"http://localhost:" + surroundings.environment().getOrDefault("KEYCLOAK_PORT", "8081"));
		String client = surroundings.choose(this.account, "GATEHOUSE_ONBOARDING_CLIENT", Credentials.ONBOARDING);
		return new Realm(url, surroundings.choose(this.realm, "GATEHOUSE_REALM", "bank"), client,
				secret(client, surroundings));
	}

	private String secret(String client, Surroundings surroundings) {
		String given = surroundings.environment().getOrDefault("GATEHOUSE_ONBOARDING_SECRET", "");
		if (!given.isBlank()) {
			return given.strip();
		}
		return surroundings.layout()
			.credentials(this.credentials, surroundings.environment())
			.read()
			.get(Credentials.secretName(client));
	}

	/** Whether registry and Keycloak are those of this machine's bank. */
	boolean isLocal(Surroundings surroundings) {
		return this.partners == null && this.keycloak == null
				&& surroundings.environment().getOrDefault("GATEHOUSE_KEYCLOAK_URL", "").isBlank();
	}

	private boolean isContainers(Surroundings surroundings) {
		return isLocal(surroundings) && surroundings.choose("", "GATEHOUSE_PARTNERS", "").isEmpty()
				&& PortsFile.of(surroundings.layout()).read().isEmpty();
	}

	/** The audience of the gateway. */
	static String audience(Surroundings surroundings) {
		return surroundings.choose("", "GATEHOUSE_AUDIENCE", "bank-gateway");
	}

}
