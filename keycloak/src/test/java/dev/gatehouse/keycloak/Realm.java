package dev.gatehouse.keycloak;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm's file as tests read it. */
record Realm(JsonNode json) {

	private static final String ONBOARDING = "gatehouse-onboarding";

	private static final String GATEWAY = "bank-gateway";

	static final Path FILE = Path.of("bank-realm.json");

	static Realm read() {
		return new Realm(JsonMapper.shared().readTree(FILE));
	}

	/**
	 * Those that have a secret: the clients of partners, the service account, the
	 * gateway.
	 */
	List<JsonNode> enabled() {
		return clients().filter((client) -> client.path("enabled").asBoolean(true)).toList();
	}

	/** The clients of partners. */
	List<JsonNode> partners() {
		return enabled().stream()
			.filter((client) -> !List.of(ONBOARDING, GATEWAY).contains(client.path("clientId").asString()))
			.toList();
	}

	/** The service account that manages the clients of partners. */
	JsonNode onboarding() {
		return client(ONBOARDING);
	}

	/** The gateway, which asks what was ended and gets no token. */
	JsonNode gateway() {
		return client(GATEWAY);
	}

	private JsonNode client(String id) {
		return enabled().stream()
			.filter((client) -> client.path("clientId").asString().equals(id))
			.findFirst()
			.orElseThrow();
	}

	/** Keycloak's own clients, which every realm has. */
	List<JsonNode> builtIn() {
		return clients().filter((client) -> !client.path("enabled").asBoolean(true)).toList();
	}

	List<String> texts(JsonNode owner, String member) {
		return owner.path(member).valueStream().map(JsonNode::asString).toList();
	}

	private Stream<JsonNode> clients() {
		return this.json.path("clients").valueStream();
	}

}
