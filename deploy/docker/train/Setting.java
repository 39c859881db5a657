package dev.gatehouse.train;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What the gateway is told about its surroundings. */
record Setting(Path folder, Path contracts, Issuer issuer, Service service) {

	static final String PARTNER = "train";

	/** Its limit is reached by its second call. */
	static final String MODEST = "train-modest";

	static final String SUSPENDED = "train-suspended";

	private static final String REGISTRY = """
			plans:
			  ample: {rate: 1000000/s, burst: 1000000, quota: 999999999/day, concurrency: 10000}
			  small: {rate: 1/s, burst: 1, quota: 1000/day, concurrency: 1}
			partners:
			  train: {name: Train, status: active, plan: ample, scopes: [accounts:read, accounts:write, loans:read]}
			  train-modest: {name: Modest, status: active, plan: small, scopes: [accounts:read]}
			  train-suspended: {name: Suspended, status: suspended, plan: small, scopes: [accounts:read]}
			""";

	Map<String, String> environment(int port, int managementPort) throws IOException {
		Path registry = Files.writeString(this.folder.resolve("partners.yaml"), REGISTRY);
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("SERVER_PORT", Integer.toString(port));
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
		environment.put("GATEHOUSE_ISSUER_URI", this.issuer.uri());
		environment.put("GATEHOUSE_ISSUER_KEYSFILE", this.folder.resolve("keys/issuer.json").toString());
		environment.put("GATEHOUSE_AUDIENCE", Issuer.AUDIENCE);
		environment.put("GATEHOUSE_PUBLICURI", "http://localhost:" + port);
		environment.put("GATEHOUSE_CONTRACTS", this.contracts.toString());
		environment.put("GATEHOUSE_PARTNERS", registry.toString());
		environment.put("GATEHOUSE_AUDIT_FOLDER", this.folder.resolve("audit").toString());
		for (String api : new String[] { "ACCOUNTS", "LOANS", "CARDS" }) {
			environment.put("GATEHOUSE_UPSTREAMS_" + api, this.service.uri());
		}
		Files.createDirectories(this.folder.resolve("keys"));
		return environment;
	}

	/** One below those that systems give to clients: whoever asked one of these whether it is up could get itself. */
	static int freePort() {
		int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
		return isFree(port) ? port : freePort();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
