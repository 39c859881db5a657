package dev.gatehouse.system.containers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Contract;
import dev.gatehouse.system.FreePorts;
import dev.gatehouse.system.JarProcess;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/**
 * Keycloak and PostgreSQL from their images, the services and the gateway from this
 * build.
 */
public final class ContainersBank implements Bank {

	private static final Path ROOT = Contract.repository();

	private final Network network = Network.newNetwork();

	private final Map<String, String> credentials = new HashMap<>();

	private final int[] ports = FreePorts.take(5);

	private final List<JarProcess> processes = new ArrayList<>();

	private final PostgreSQLContainer postgres;

	private final KeycloakContainer keycloak;

	private ContainersBank() {
		for (String client : Contract.clients()) {
			this.credentials.put(Bank.secretName(client), UUID.randomUUID().toString());
		}
		this.credentials.put("GATEHOUSE_ONBOARDING_SECRET", UUID.randomUUID().toString());
		this.credentials.put("BANK_GATEWAY_SECRET", UUID.randomUUID().toString());
		this.credentials.put("KEYCLOAK_ADMIN_PASSWORD", UUID.randomUUID().toString());
		this.postgres = new PostgreSQLContainer("postgres:18").withNetwork(this.network)
			.withNetworkAliases("postgres")
			.withDatabaseName("bank")
			.withUsername("postgres")
			.withPassword(UUID.randomUUID().toString())
			// While it is made, the database listens on no network.
			.waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1 -U postgres"))
			.withCopyFileToContainer(MountableFile.forHostPath(ROOT.resolve("deploy/postgres/keycloak.sql")),
					"/docker-entrypoint-initdb.d/keycloak.sql");
		this.keycloak = keycloak();
	}

	private KeycloakContainer keycloak() {
		KeycloakContainer container = new KeycloakContainer("quay.io/keycloak/keycloak:26.7.3");
		container.withNetwork(this.network)
			// Else one that is a day old is pulled anew, which fails without a registry.
			.withImagePullPolicy(PullPolicy.defaultPolicy())
			.withProductionMode()
			// It builds itself first, on a machine that may be busy.
			.withStartupTimeout(Duration.ofMinutes(5))
			.withFeaturesEnabled("client-secret-rotation")
			.withAdminUsername("admin")
			.withAdminPassword(credential("KEYCLOAK_ADMIN_PASSWORD"))
			.withProviderLibsFrom(List.of(ROOT.resolve("keycloak/target/keycloak.jar").toFile()))
			.withCopyFileToContainer(MountableFile.forHostPath(ROOT.resolve("keycloak/bank-realm.json")),
					"/opt/keycloak/data/import/bank-realm.json")
			.withEnv(this.credentials)
			// Of the minutes that it lives, it builds itself in the first.
			.withEnv("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1")
			.withEnv(Map.of("KC_DB", "postgres", "KC_DB_URL", "jdbc:postgresql://postgres:5432/keycloak",
					"KC_DB_USERNAME", "postgres", "KC_DB_PASSWORD", this.postgres.getPassword(), "KC_HTTP_ENABLED",
					"true", "KC_HOSTNAME_STRICT", "false", "KC_CACHE", "local"));
		return container;
	}

	/** Starts it, and returns when it is ready. */
	public static ContainersBank start(Path folder) {
		ContainersBank bank = new ContainersBank();
		try {
			bank.startParts(folder);
			return bank;
		}
		catch (RuntimeException ex) {
			bank.close();
			throw ex;
		}
	}

	private void startParts(Path folder) {
		this.postgres.start();
		List<String> services = List.of("accounts", "loans", "cards");
		for (int i = 0; i < services.size(); i++) {
			this.processes.add(new JarProcess(services.get(i) + "-service", folder, service(this.ports[i])));
		}
		this.keycloak.start();
		this.processes.add(new JarProcess("gateway", folder, gateway(folder)));
		for (int i = 0; i < services.size(); i++) {
			this.processes.get(i).awaitReady(this.ports[i]);
		}
		this.processes.getLast().awaitReady(this.ports[4]);
	}

	private Map<String, String> service(int port) {
		return Map.of("SERVER_PORT", Integer.toString(port), "SPRING_DATASOURCE_URL",
				"jdbc:postgresql://127.0.0.1:" + this.postgres.getMappedPort(5432) + "/bank",
				"SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", this.postgres.getPassword(),
				"GATEHOUSE_CARDS_NUMBER_KEY", Base64.getEncoder().encodeToString(new byte[32]));
	}

	private Map<String, String> gateway(Path folder) {
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_PORT", Integer.toString(this.ports[3]));
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(this.ports[4]));
		environment.put("GATEHOUSE_ISSUER_URI", issuer().toString());
		environment.put("GATEHOUSE_ISSUER_CUTOFFS_URI", issuer() + "/gatehouse/cutoffs");
		environment.put("GATEHOUSE_ISSUER_CUTOFFS_CLIENTSECRET", credential("BANK_GATEWAY_SECRET"));
		environment.put("GATEHOUSE_AUDIENCE", "bank-gateway");
		environment.put("GATEHOUSE_CONTRACTS", ROOT.resolve("apis").toString());
		environment.put("GATEHOUSE_PARTNERS", ROOT.resolve("partners.yaml").toString());
		environment.put("GATEHOUSE_AUDIT_FOLDER", folder.resolve("audit").toString());
		environment.put("GATEHOUSE_UPSTREAMS_ACCOUNTS", "http://127.0.0.1:" + this.ports[0]);
		environment.put("GATEHOUSE_UPSTREAMS_LOANS", "http://127.0.0.1:" + this.ports[1]);
		environment.put("GATEHOUSE_UPSTREAMS_CARDS", "http://127.0.0.1:" + this.ports[2]);
		return environment;
	}

	@Override
	public URI gateway() {
		return URI.create("http://127.0.0.1:" + this.ports[3]);
	}

	@Override
	public URI management() {
		return URI.create("http://127.0.0.1:" + this.ports[4]);
	}

	@Override
	public URI issuer() {
		return URI.create("http://localhost:" + this.keycloak.getHttpPort() + "/realms/bank");
	}

	@Override
	public String credential(String name) {
		return this.credentials.getOrDefault(name, "");
	}

	@Override
	public void close() {
		this.processes.forEach(JarProcess::close);
		this.keycloak.stop();
		this.postgres.stop();
		this.network.close();
	}

}
