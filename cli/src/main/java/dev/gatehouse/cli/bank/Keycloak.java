package dev.gatehouse.cli.bank;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.credentials.Placeholders;
import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;
import dev.gatehouse.cli.tls.TlsFolder;

/**
 * The issuer, in production mode with the realm {@code bank}. The realm is imported when
 * its database does not have it yet; from then on the database rules.
 *
 * @param layout where things are
 * @param ports where everything listens
 * @param credentials the clients' secrets and the administrator's password
 */
record Keycloak(Layout layout, Ports ports, Credentials credentials) implements Part {

	static final String NAME = "keycloak";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String address() {
		return this.ports.keycloakUrl();
	}

	@Override
	public List<Integer> listensOn() {
		return this.ports.isTls()
				? List.of(this.ports.keycloak(), this.ports.keycloakManagement(), this.ports.keycloakTls())
				: List.of(this.ports.keycloak(), this.ports.keycloakManagement());
	}

	@Override
	public Set<String> needs() {
		return Set.of(Postgres.NAME);
	}

	@Override
	public void prepare(Processes processes) throws InterruptedException {
		KeycloakServer server = KeycloakServer.of(this.layout);
		server.build(this.layout, processes);
		server.place(this.layout.realm());
	}

	@Override
	public ProcessStart start() {
		return KeycloakServer.of(this.layout).start(NAME, environment(), "start", "--optimized", "--import-realm");
	}

	@Override
	public Health health() {
		return HttpHealth.of("http://127.0.0.1:" + this.ports.keycloakManagement() + "/health/ready");
	}

	@Override
	public Duration patience() {
		return Duration.ofSeconds(180);
	}

	private Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		environment.put("KC_DB_URL", Databases.url(this.ports.postgres(), Databases.KEYCLOAK));
		environment.put("KC_DB_USERNAME", Databases.USER);
		environment.put("KC_DB_PASSWORD", this.credentials.get(Credentials.POSTGRES_PASSWORD));
		environment.put("KC_DB_POOL_MAX_SIZE", "20");
		environment.put("KC_HOSTNAME", this.ports.keycloakUrl());
		environment.put("KC_HTTP_HOST", "127.0.0.1");
		environment.put("KC_HTTP_PORT", Integer.toString(this.ports.keycloak()));
		environment.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
		environment.put("KC_HTTP_MANAGEMENT_PORT", Integer.toString(this.ports.keycloakManagement()));
		environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
		environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", this.credentials.get(Credentials.KEYCLOAK_ADMIN_PASSWORD));
		if (this.ports.isTls()) {
			environment.putAll(tls(this.layout.tls()));
		}
		Placeholders.in(this.layout.realm()).forEach((name) -> environment.put(name, this.credentials.get(name)));
		return environment;
	}

	/** Beside HTTP: what Keycloak calls itself, and so the issuer, stays the same. */
	private Map<String, String> tls(TlsFolder folder) {
		return Map.of("KC_HTTPS_PORT", Integer.toString(this.ports.keycloakTls()), "KC_HTTPS_CERTIFICATE_FILE",
				folder.serverCertificate().toString(), "KC_HTTPS_CERTIFICATE_KEY_FILE", folder.serverKey().toString(),
				"KC_HTTPS_TRUST_STORE_FILE", folder.trust().toString(), "KC_HTTPS_TRUST_STORE_PASSWORD",
				TlsFolder.TRUST_PASSWORD, "KC_HTTP_MANAGEMENT_SCHEME", "http");
	}

}
