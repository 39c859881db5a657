package dev.gatehouse.system.walk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Operator.Output;
import dev.gatehouse.system.local.LocalBank;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody changes at Keycloak alone is seen by {@code ./gatehouse matrix}. Closing
 * it takes the changes back.
 */
final class RunningMatrixWalk implements AutoCloseable {

	private final LocalBank bank;

	private final Deque<Runnable> undo = new ArrayDeque<>();

	RunningMatrixWalk(LocalBank bank) {
		this.bank = bank;
	}

	void walk() {
		new ShownMatrix(this.bank.run("matrix", "--check", "--format", "json", "--keycloak"))
			.assertIsWhatTheWalkExpects();
		give("acme-treasury", "cards:read");
		take("acme-treasury", "loans:read");
		disable("globex-lending");
		ShownMatrix changed = new ShownMatrix(this.bank.run("matrix", "--format", "json", "--keycloak"));
		assertThat(changed.verdict("acme-treasury", "GET /v1/cards")).isEqualTo("above-ceiling");
		assertThat(changed.verdict("acme-treasury", "GET /v1/loans")).isEqualTo("not-in-keycloak");
		assertThat(changed.verdict("acme-treasury", "GET /v1/accounts")).isEqualTo("allowed");
		assertThat(changed.verdict("globex-lending", "GET /v1/loans")).isEqualTo("client-disabled");
		assertThat(changed.verdict("initech-cards", "GET /v1/cards")).isEqualTo("allowed");
		Output check = this.bank.tryRun("matrix", "--check", "--keycloak");
		assertThat(check.status()).isEqualTo(1);
		assertThat(check.text().lines().filter((line) -> line.startsWith("apis/"))).hasSize(5)
			.allMatch((line) -> line.matches("apis/loans\\.yaml:\\d+: .* is unreachable: .*"));
		assertThat(check.text().lines().filter((line) -> !line.startsWith("apis/"))).hasSize(3)
			.anyMatch((line) -> line.endsWith("acme-treasury has cards:read, which is above the partner's ceiling"))
			.anyMatch((line) -> line
				.matches(".*/partners\\.yaml:\\d+: the ceiling of acme-treasury holds loans:read, but .*"))
			.anyMatch(
					(line) -> line.matches(".*/partners\\.yaml:\\d+: globex-lending gets no token: .* is disabled .*"));
		assertThat(this.bank.tryRun("matrix", "--check").status()).isZero();
	}

	private void give(String client, String scope) {
		String path = assignment(client, scope);
		new KeycloakAdmin(this.bank).put(path, Map.of());
		this.undo.push(() -> new KeycloakAdmin(this.bank).delete(path));
	}

	private void take(String client, String scope) {
		String path = assignment(client, scope);
		new KeycloakAdmin(this.bank).delete(path);
		this.undo.push(() -> new KeycloakAdmin(this.bank).put(path, Map.of()));
	}

	private void disable(String client) {
		enable(client, false);
		this.undo.push(() -> enable(client, true));
	}

	private void enable(String client, boolean enabled) {
		KeycloakAdmin admin = new KeycloakAdmin(this.bank);
		ObjectNode content = (ObjectNode) admin.get("/clients?clientId=" + client).path(0);
		content.put("enabled", enabled).remove("secret");
		admin.put("/clients/" + content.path("id").asString(), content);
	}

	private String assignment(String client, String scope) {
		KeycloakAdmin admin = new KeycloakAdmin(this.bank);
		JsonNode found = admin.get("/client-scopes")
			.valueStream()
			.filter((node) -> node.path("name").asString().equals(scope))
			.findFirst()
			.orElseThrow();
		return "/clients/" + admin.get("/clients?clientId=" + client).path(0).path("id").asString()
				+ "/optional-client-scopes/" + found.path("id").asString();
	}

	@Override
	public void close() {
		this.undo.forEach(Runnable::run);
	}

}
