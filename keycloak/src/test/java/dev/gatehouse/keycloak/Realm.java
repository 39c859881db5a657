package dev.gatehouse.keycloak;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm's file as tests read it. */
record Realm(JsonNode json) {

	static final Path FILE = Path.of("bank-realm.json");

	static Realm read() {
		return new Realm(JsonMapper.shared().readTree(FILE));
	}

	/** The clients of partners: those that may get a token. */
	List<JsonNode> partners() {
		return clients().filter((client) -> client.path("enabled").asBoolean(true)).toList();
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
