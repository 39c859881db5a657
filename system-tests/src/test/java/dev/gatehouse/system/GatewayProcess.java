package dev.gatehouse.system;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway of its own in front of one service, for a bank's tokens. */
public final class GatewayProcess implements AutoCloseable {

	private final int[] ports = FreePorts.take(2);

	private final JarProcess process;

	/**
	 * Starts it.
	 * @param folder where it keeps what it writes
	 * @param settings above the usual ones, as environment variables
	 */
	public GatewayProcess(Bank bank, URI service, Path folder, Map<String, String> settings) {
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_PORT", Integer.toString(this.ports[0]));
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(this.ports[1]));
		environment.put("GATEHOUSE_ISSUER_URI", bank.issuer().toString());
		environment.put("GATEHOUSE_AUDIENCE", "bank-gateway");
		environment.put("GATEHOUSE_CONTRACTS", Contract.repository().resolve("apis").toString());
		environment.put("GATEHOUSE_PARTNERS", Contract.repository().resolve("partners.yaml").toString());
		environment.put("GATEHOUSE_AUDIT_FOLDER", folder.resolve("audit").toString());
		for (String api : List.of("ACCOUNTS", "LOANS", "CARDS")) {
			environment.put("GATEHOUSE_UPSTREAMS_" + api, service.toString());
		}
		environment.putAll(settings);
		this.process = new JarProcess("gateway", folder, environment);
	}

	public void awaitReady() {
		this.process.awaitReady(this.ports[1]);
	}

	/** Where partners call. */
	public URI url() {
		return URI.create("http://127.0.0.1:" + this.ports[0]);
	}

	/** Where operators look. */
	public URI management() {
		return URI.create("http://127.0.0.1:" + this.ports[1]);
	}

	/** Ends it without a word, as {@code kill -9} does. */
	public void kill() {
		this.process.kill();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
