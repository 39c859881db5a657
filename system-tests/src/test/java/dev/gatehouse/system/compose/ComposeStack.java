package dev.gatehouse.system.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Contract;
import dev.gatehouse.system.Credentials;
import dev.gatehouse.system.FreePorts;
import dev.gatehouse.system.Operator;

/**
 * The stack of docker-compose.yml, built from source and started from nothing under a
 * name, ports and secrets of its own; closing it removes all but the images.
 */
public final class ComposeStack implements Bank {

	private final String project = "gatehouse-test-" + UUID.randomUUID().toString().substring(0, 8);

	private final Path state;

	private final int gatewayPort;

	private final int managementPort;

	private final int keycloakPort;

	private final Command compose;

	private final Operator operator;

	private final Thread hook = new Thread(this::takeDown);

	private final AtomicBoolean down = new AtomicBoolean();

	private ComposeStack(Path state, int gatewayPort, int managementPort, int keycloakPort, int grafanaPort) {
		this.state = state;
		copyRegistry();
		this.gatewayPort = gatewayPort;
		this.managementPort = managementPort;
		this.keycloakPort = keycloakPort;
		// Compose 1.29 is Python: unbuffered, its error comes last.
		Map<String, String> environment = Map.of("PYTHONUNBUFFERED", "1", "GATEHOUSE_STATE", state.toString(),
				"GATEHOUSE_PARTNERS", partners().toString(), "GATEWAY_PORT", Integer.toString(gatewayPort),
				"MANAGEMENT_PORT", Integer.toString(managementPort), "KEYCLOAK_PORT", Integer.toString(keycloakPort),
				"GRAFANA_PORT", Integer.toString(grafanaPort));
		this.operator = new Operator(environment);
		this.compose = new Command(Engine.compose().with("-p", this.project).words(), environment,
				Duration.ofMinutes(2));
	}

	/**
	 * Builds and starts it.
	 * @return the stack, once every part that another one waits for is healthy
	 */
	public static ComposeStack start(Path state) {
		int[] ports = FreePorts.take(4);
		ComposeStack stack = new ComposeStack(state, ports[0], ports[1], ports[2], ports[3]);
		Runtime.getRuntime().addShutdownHook(stack.hook);
		try {
			stack.compose(up());
			return stack;
		}
		catch (IllegalStateException ex) {
			IllegalStateException withLogs = new IllegalStateException(stack.compose("logs", "--tail=40"), ex);
			stack.close();
			throw withLogs;
		}
	}

	/** Partners come and go in a copy, so that the repository stays as it is. */
	private void copyRegistry() {
		try {
			Files.copy(Contract.repository().resolve("partners.yaml"), partners());
			// The gateway's container reads it as another user.
			Files.setPosixFilePermissions(partners(), PosixFilePermissions.fromString("rw-r--r--"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The registry of this bank. */
	public Path partners() {
		return this.state.resolve("partners.yaml");
	}

	/** Who types {@code ./gatehouse} commands about it. */
	public Operator operator() {
		return this.operator;
	}

	/**
	 * Without Grafana where its image is not: no test asks it for anything. Compose 1.29
	 * fetches it even for {@code --scale grafana=0}, so the others are named.
	 */
	private static String[] up() {
		String image = ComposeFile.read().service("grafana").path("image").asString();
		return Engine.docker("image", "inspect", image).succeeds() ? new String[] { "up", "-d", "--build" }
				: new String[] { "up", "-d", "--build", "gateway", "prometheus" };
	}

	/** Runs a Compose command on it; building may have to fetch every dependency. */
	public String compose(String... words) {
		return this.compose.within(Duration.ofMinutes(20)).with(words).run();
	}

	@Override
	public URI gateway() {
		return URI.create("http://127.0.0.1:" + this.gatewayPort);
	}

	@Override
	public URI management() {
		return URI.create("http://127.0.0.1:" + this.managementPort);
	}

	/**
	 * The issuer as tokens must name it, which is also where it is reached from outside.
	 */
	@Override
	public URI issuer() {
		return URI.create("http://localhost:" + this.keycloakPort + "/realms/bank");
	}

	/** Where the stack has put its secrets. */
	public Path credentials() {
		return this.state.resolve("credentials.env");
	}

	@Override
	public String credential(String name) {
		return Credentials.read(credentials(), name);
	}

	/** What `docker inspect` says of a part, by a Go template. */
	public String inspect(String part, String template) {
		return Engine.docker("inspect", "-f", template, container(part)).run().strip();
	}

	/** Where a part sits on a network. */
	public String address(String part, String network) {
		return inspect(part, "{{(index .NetworkSettings.Networks \"" + network(network) + "\").IPAddress}}");
	}

	/** The engine's name of a network. */
	public String network(String name) {
		return this.project + "_" + name;
	}

	/** The engine's id of a part. */
	public String container(String part) {
		return compose("ps", "-q", part).strip();
	}

	@Override
	public void close() {
		takeDown();
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	private void takeDown() {
		if (this.down.compareAndSet(false, true)) {
			compose("down", "-v", "--remove-orphans");
		}
	}

}
