package dev.gatehouse.system.walk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.EmptyService;
import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Metrics;
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

	private final EmptyService service = new EmptyService();

	private final GatewayProcess gateway;

	KeyRotationWalk(Bank bank, Path folder) {
		this.bank = bank;
		this.gateway = new GatewayProcess(bank, this.service.url(), folder, Map.of("GATEHOUSE_ISSUER_REFRESH", "1s"));
		this.gateway.awaitReady();
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
		return Metrics.sum(this.gateway.management(), "gatehouse_key_fetches_total{result=\"success\"}");
	}

	private String token() {
		return new Partner(this.bank, "acme-treasury").token("accounts:read");
	}

	private static String kid(String token) {
		return Partner.part(token, 0).path("kid").asString();
	}

	private Answer read(String token) {
		return Partner.readAt(this.gateway.url(), token, "/v1/accounts");
	}

	@Override
	public void close() {
		this.gateway.close();
		this.service.close();
	}

}
