package dev.gatehouse.cli.token;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.stack.PortsFile;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.tls.CertificateClients;
import dev.gatehouse.cli.tls.TlsClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where tokens and secrets come from: by flag, else by environment variable, else from
 * the bank that {@code up} has started, else where the containers' bank is.
 */
public final class Issuer {

	@Option(names = "--keycloak", paramLabel = "URL",
			description = "Keycloak's address (or GATEHOUSE_KEYCLOAK_URL; default: that of the running bank)")
	private @Nullable String keycloak;

	@Option(names = "--credentials", paramLabel = "FILE",
			description = "NAME=value lines with the client's secret (or GATEHOUSE_CREDENTIALS; "
					+ "default: .gatehouse/credentials.env)")
	private @Nullable Path credentials;

	/**
	 * A token for that client with its secret, bound to a key if it must be, or with its
	 * certificate.
	 */
	public AccessToken token(String client, List<String> scopes, Layout layout, Map<String, String> environment)
			throws InterruptedException {
		if (CertificateClients.in(layout.realm()).containsKey(client)) {
			return byCertificate(client, scopes, layout, environment);
		}
		String url = address(this.keycloak, "GATEHOUSE_KEYCLOAK_URL", layout, environment, Ports::keycloakUrl,
				"http://localhost:" + environment.getOrDefault("KEYCLOAK_PORT", "8081"));
		String secret = layout.credentials(this.credentials, environment).read().get(Credentials.secretName(client));
		return new TokenClient(url).fetchBound(client, secret, scopes);
	}

	private AccessToken byCertificate(String client, List<String> scopes, Layout layout,
			Map<String, String> environment) throws InterruptedException {
		String url = address(this.keycloak, "GATEHOUSE_KEYCLOAK_TLS_URL", layout, environment,
				(ports) -> ports.isTls() ? ports.keycloakTlsUrl() : "", "");
		if (url.isBlank()) {
			throw new Complaint(
					client + " gets tokens with its certificate only: start the bank with ./gatehouse up --tls.");
		}
		return AccessToken.plain(new TokenClient(url).fetch(client, new TlsClient(layout.tls()).of(client), scopes));
	}

	/** The address of a gateway's management port, as {@link #address} finds one. */
	public static String management(@Nullable String flag, Layout layout, Map<String, String> environment) {
		return address(flag, "GATEHOUSE_MANAGEMENT_URL", layout, environment, Ports::managementUrl,
				"http://localhost:" + environment.getOrDefault("MANAGEMENT_PORT", "9090"));
	}

	/**
	 * An address by flag, else by environment variable, else that of the running bank,
	 * else the usual one.
	 */
	public static String address(@Nullable String flag, String variable, Layout layout, Map<String, String> environment,
			Function<Ports, String> running, String usual) {
		String address = (flag != null) ? flag : environment.getOrDefault(variable, "");
		if (address.isBlank()) {
			address = PortsFile.of(layout).read().map(running).orElse(usual);
		}
		return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
	}

}
