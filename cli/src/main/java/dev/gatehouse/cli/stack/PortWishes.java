package dev.gatehouse.cli.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.bank.PortCheck;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The ports that the user may move: by flag, else by environment variable, else where
 * they always are.
 */
final class PortWishes {

	@Option(names = "--gateway-port", paramLabel = "PORT",
			description = "where partners call (or GATEWAY_PORT; default 8080)")
	private @Nullable Integer gateway;

	@Option(names = "--management-port", paramLabel = "PORT",
			description = "the gateway's health, metrics and console (or MANAGEMENT_PORT; default 9090)")
	private @Nullable Integer management;

	@Option(names = "--keycloak-port", paramLabel = "PORT",
			description = "where partners get tokens (or KEYCLOAK_PORT; default 8081)")
	private @Nullable Integer keycloak;

	@Option(names = "--keycloak-tls-port", paramLabel = "PORT",
			description = "with --tls: where partners with a certificate get tokens (or KEYCLOAK_TLS_PORT; default 8443)")
	private @Nullable Integer keycloakTls;

	/** The ports of a bank that is about to start; the others are chosen. */
	Ports choose(Map<String, String> environment, boolean tls) {
		Ports ports = Ports.behind(port(this.gateway, environment, "GATEWAY_PORT", 8080),
				port(this.management, environment, "MANAGEMENT_PORT", 9090),
				port(this.keycloak, environment, "KEYCLOAK_PORT", 8081));
		return tls ? ports.withTls(port(this.keycloakTls, environment, "KEYCLOAK_TLS_PORT", 8443)) : ports;
	}

	/**
	 * Holds the flags against a bank that runs already.
	 * @throws Complaint if it listens elsewhere
	 */
	void requireSame(Ports running) {
		requireSame("gateway", this.gateway, running.gateway());
		requireSame("management", this.management, running.management());
		requireSame("Keycloak", this.keycloak, running.keycloak());
		requireSame("Keycloak TLS", this.keycloakTls, running.keycloakTls());
	}

	/** What is checked before anything starts. */
	static List<PortCheck.PortUse> uses(Ports ports) {
		List<PortCheck.PortUse> uses = new ArrayList<>();
		uses.add(new PortCheck.PortUse(ports.gateway(), "the gateway", "--gateway-port or GATEWAY_PORT"));
		uses.add(new PortCheck.PortUse(ports.management(), "the gateway's management",
				"--management-port or MANAGEMENT_PORT"));
		uses.add(new PortCheck.PortUse(ports.keycloak(), "Keycloak", "--keycloak-port or KEYCLOAK_PORT"));
		if (ports.isTls()) {
			uses.add(new PortCheck.PortUse(ports.keycloakTls(), "Keycloak with TLS",
					"--keycloak-tls-port or KEYCLOAK_TLS_PORT"));
		}
		return uses;
	}

	private static void requireSame(String name, @Nullable Integer wished, int running) {
		if (wished != null && wished != running) {
			throw new Complaint("The bank is up with its " + name + " port at " + running
					+ ": stop it with ./gatehouse down before moving it.");
		}
	}

	private static int port(@Nullable Integer flag, Map<String, String> environment, String variable, int otherwise) {
		String value = environment.getOrDefault(variable, "");
		int port = (flag != null) ? flag : value.isBlank() ? otherwise : number(variable, value);
		if (port < 1 || port > 65_535) {
			throw new Complaint(port + " is not a port: 1 to 65535 are.");
		}
		return port;
	}

	private static int number(String variable, String value) {
		try {
			return Integer.parseInt(value.strip());
		}
		catch (NumberFormatException ex) {
			throw new Complaint(variable + " must be a port, not '" + value + "'.", ex);
		}
	}

}
