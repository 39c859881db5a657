package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Contract;
import dev.gatehouse.system.FreePorts;
import dev.gatehouse.system.JarProcess;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The realm's keys are rotated and withdrawn as an administrator does it, before a
 * gateway that fetches them every second. Asks Keycloak for tokens of the bank's own
 * partner.
 */
final class KeyRotationWalk implements AutoCloseable {

	private static final String KEYS = "org.keycloak.keys.KeyProvider";

	private final Bank bank;

	private final int[] ports = FreePorts.take(2);

	private final HttpServer service;

	private final JarProcess gateway;

	KeyRotationWalk(Bank bank, Path folder) {
		this.bank = bank;
		this.service = service();
		this.gateway = new JarProcess("gateway", folder, environment(folder));
		this.gateway.awaitReady(this.ports[1]);
	}

	private static HttpServer service() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", (exchange) -> {
				byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(200, body.length);
				try (OutputStream out = exchange.getResponseBody()) {
					out.write(body);
				}
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, String> environment(Path folder) {
		String service = "http://127.0.0.1:" + this.service.getAddress().getPort();
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_PORT", Integer.toString(this.ports[0]));
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(this.ports[1]));
		environment.put("GATEHOUSE_ISSUER_URI", this.bank.issuer().toString());
		environment.put("GATEHOUSE_ISSUER_REFRESH", "1s");
		environment.put("GATEHOUSE_AUDIENCE", "bank-gateway");
		environment.put("GATEHOUSE_CONTRACTS", Contract.repository().resolve("apis").toString());
		environment.put("GATEHOUSE_PARTNERS", Contract.repository().resolve("partners.yaml").toString());
		environment.put("GATEHOUSE_AUDIT_FOLDER", folder.resolve("audit").toString());
		for (String api : List.of("ACCOUNTS", "LOANS", "CARDS")) {
			environment.put("GATEHOUSE_UPSTREAMS_" + api, service);
		}
		return environment;
	}

	/** A new key signs, the old one is still good, then only published, then gone. */
	void walk() {
		KeycloakAdmin admin = new KeycloakAdmin(this.bank);
		String old = token();
		String provider = provider(admin, kid(old));
		read(old).expect(200);

		admin.post("/components", newKey(admin.get("").path("id").asString()));
		String anew = token();
		assertThat(kid(anew)).isNotEqualTo(kid(old));
		read(anew).expect(200);
		read(old).expect(200);

		admin.put("/components/" + provider, passive(admin.get("/components/" + provider)));
		afterAFetch();
		read(old).expect(200);
		read(token()).expect(200);

		admin.delete("/components/" + provider);
		await().atMost(Duration.ofSeconds(10)).until(() -> read(old).status() == 401);
		assertThat(read(old).text("/reason")).isEqualTo("unknown-key");
		read(anew).expect(200);
	}

	private static Map<String, Object> newKey(String realm) {
		return Map.of("name", "next", "providerId", "rsa-generated", "providerType", KEYS, "parentId", realm, "config",
				Map.of("priority", List.of("200"), "enabled", List.of("true"), "active", List.of("true"), "algorithm",
						List.of("RS256"), "keySize", List.of("2048")));
	}

	/** Published, so that its tokens can be checked, but signing no more. */
	private static Object passive(JsonNode component) {
		Map<String, Object> changed = new HashMap<>();
		component.propertyStream().forEach((member) -> changed.put(member.getKey(), member.getValue()));
		Map<String, Object> config = new HashMap<>();
		component.path("config").propertyStream().forEach((member) -> config.put(member.getKey(), member.getValue()));
		config.put("active", List.of("false"));
		changed.put("config", config);
		return changed;
	}

	private static String provider(KeycloakAdmin admin, String kid) {
		return admin.get("/keys")
			.path("keys")
			.valueStream()
			.filter((key) -> key.path("kid").asString().equals(kid))
			.map((key) -> key.path("providerId").asString())
			.findFirst()
			.orElseThrow();
	}

	private void afterAFetch() {
		double before = fetches();
		await().atMost(Duration.ofSeconds(10)).until(() -> fetches() >= before + 2);
	}

	private double fetches() {
		URI management = URI.create("http://127.0.0.1:" + this.ports[1]);
		return Partner.readAt(management, "", "/actuator/prometheus")
			.body()
			.lines()
			.filter((line) -> line.startsWith("gatehouse_key_fetches_total{result=\"success\"}"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

	private String token() {
		return new Partner(this.bank, "acme-treasury").token("accounts:read");
	}

	private static String kid(String token) {
		return Partner.part(token, 0).path("kid").asString();
	}

	private Answer read(String token) {
		return Partner.readAt(URI.create("http://127.0.0.1:" + this.ports[0]), token, "/v1/accounts");
	}

	@Override
	public void close() {
		this.gateway.close();
		this.service.stop(0);
	}

}
