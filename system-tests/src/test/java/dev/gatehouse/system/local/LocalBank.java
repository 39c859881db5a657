package dev.gatehouse.system.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.process.ProcessMark;
import dev.gatehouse.cli.process.Records;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Contract;
import dev.gatehouse.system.Credentials;
import dev.gatehouse.system.FreePorts;
import dev.gatehouse.system.Operator;

/** The bank of {@code ./gatehouse up}, with a state and ports of its own. */
public final class LocalBank implements Bank {

	private final Path state;

	private final int[] ports = FreePorts.take(4);

	private final Thread hook = new Thread(() -> run("down"));

	private LocalBank(Path state) {
		this.state = state;
		copyRegistry();
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	/** Starts it, and returns when it is ready. */
	public static LocalBank start(Path state) {
		LocalBank bank = new LocalBank(state);
		try {
			bank.up();
			return bank;
		}
		catch (RuntimeException ex) {
			// Later its state is gone, and with it who is to be stopped.
			bank.close();
			throw ex;
		}
	}

	/** Partners come and go in a copy, so that the repository stays as it is. */
	private void copyRegistry() {
		try {
			Files.copy(Contract.repository().resolve("partners.yaml"), partners());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The registry of this bank. */
	public Path partners() {
		return this.state.resolveSibling("partners.yaml");
	}

	/** Starts what is missing of it. */
	public String up() {
		return run("up", "--detach");
	}

	/** Starts it with TLS; it must be down. */
	public String upWithTls() {
		return run("up", "--tls", "--detach");
	}

	/** Its authority and what that has issued, once it was started with TLS. */
	public Path tls() {
		return this.state.resolve("tls");
	}

	/** Where partners call with TLS. */
	public URI tlsGateway() {
		return URI.create("https://localhost:" + this.ports[0]);
	}

	/** Where Keycloak speaks TLS. */
	public URI tlsKeycloak() {
		return URI.create("https://localhost:" + this.ports[3]);
	}

	/** What a command prints that must succeed. */
	public String run(String... words) {
		return operator().run(words);
	}

	/** What a command prints, and how it ends. */
	public Operator.Output tryRun(String... words) {
		return operator().tryRun(words);
	}

	private Operator operator() {
		return new Operator(environment());
	}

	private Map<String, String> environment() {
		return Map.of("GATEHOUSE_STATE", this.state.toString(), "GATEHOUSE_PARTNERS", partners().toString(),
				"GATEWAY_PORT", Integer.toString(this.ports[0]), "MANAGEMENT_PORT", Integer.toString(this.ports[1]),
				"KEYCLOAK_PORT", Integer.toString(this.ports[2]), "KEYCLOAK_TLS_PORT", Integer.toString(this.ports[3]));
	}

	/** Ends a part without a word, as {@code kill -9} does. */
	public void kill(String part) {
		ProcessHandle process = new Records(this.state.resolve("run")).running(part)
			.flatMap((mark) -> ProcessHandle.of(mark.pid()))
			.orElseThrow();
		process.destroyForcibly();
		process.onExit().join();
	}

	/** The processes of the bank that run now. */
	public List<ProcessMark> processes() {
		return List.copyOf(new Records(this.state.resolve("run")).running().values());
	}

	/** Keycloak's own database, past Keycloak. */
	public KeycloakDatabase keycloakDatabase() {
		return KeycloakDatabase.open(this.state.resolve("postgres"), credential("POSTGRES_PASSWORD"));
	}

	@Override
	public URI gateway() {
		return URI.create("http://127.0.0.1:" + this.ports[0]);
	}

	@Override
	public URI management() {
		return URI.create("http://127.0.0.1:" + this.ports[1]);
	}

	@Override
	public URI issuer() {
		return URI.create("http://localhost:" + this.ports[2] + "/realms/bank");
	}

	@Override
	public String credential(String name) {
		return Credentials.read(this.state.resolve("credentials.env"), name);
	}

	@Override
	public void close() {
		run("down");
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

}
