package dev.gatehouse.keycloak;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm's file as tests read it. */
record Realm(JsonNode json) {

	private static final String ONBOARDING = "gatehouse-onboarding";

	static final Path FILE = Path.of("bank-realm.json");

	static Realm read() {
		return new Realm(JsonMapper.shared().readTree(FILE));
	}

	/** Those that may get a token: the clients of partners, and the service account. */
	List<JsonNode> enabled() {
		return clients().filter((client) -> client.path("enabled").asBoolean(true)).toList();
	}

	/** The clients of partners. */
	List<JsonNode> partners() {
		return enabled().stream().filter((client) -> !client.path("clientId").asString().equals(ONBOARDING)).toList();
	}

	/** The service account that manages the clients of partners. */
	JsonNode onboarding() {
		return enabled().stream()
			.filter((client) -> client.path("clientId").asString().equals(ONBOARDING))
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
