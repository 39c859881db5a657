package dev.gatehouse.cli.partner;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A realm's clients, as {@link FakeKeycloak} keeps them. */
final class FakeRealm {

	private final Map<String, ObjectNode> clients = new ConcurrentHashMap<>();

	private final List<String> builtIn = new CopyOnWriteArrayList<>();

	private volatile String secret = FakeKeycloak.SECRET;

	private volatile boolean policy = true;

	/** What is answered to a request. */
	record Done(int status, String body) {
	}

	void giveByItself(String scope) {
		this.builtIn.add(scope);
	}

	void withoutPolicy() {
		this.policy = false;
	}

	void put(String json) {
		ObjectNode client = (ObjectNode) JsonMapper.shared().readTree(json);
		this.clients.put(client.path("id").asString(), client);
	}

	void forget(String name) {
		this.clients.values().removeIf((client) -> client.path("clientId").asString().equals(name));
	}

	String secret() {
		return this.secret;
	}

	List<String> names() {
		return this.clients.values().stream().map((client) -> client.path("clientId").asString()).sorted().toList();
	}

	/** Does what is asked. */
	Done done(String request, String id, String query, String body) {
		return switch (request) {
			case "POST /token" -> new Done(200, "{\"access_token\": \"abc\"}");
			case "GET /client-scopes" -> new Done(200, """
					[{"name": "accounts:read"}, {"name": "loans:read"}, {"name": "partner-token", "protocolMappers": [
					{"protocolMapper": "oidc-audience-mapper", "config": {"included.custom.audience": "bank-gateway",
					"access.token.claim": "true"}}]}, {"name": "profile"},
					{"name": "service_account", "attributes": {"include.in.token.scope": "false"}}]""");
			case "GET /clients" -> new Done(200, found(query).toString());
			case "POST /clients" -> create((ObjectNode) JsonMapper.shared().readTree(body));
			case "GET /clients/*" -> read(id);
			case "DELETE /clients/*" -> new Done((this.clients.remove(id) != null) ? 204 : 404, "");
			case "PUT /clients/*" -> change(id, JsonMapper.shared().readTree(body));
			case "GET /clients/*/client-secret" -> new Done(200, "{\"value\": \"" + this.secret + "\"}");
			case "POST /clients/*/client-secret" -> rotate(id);
			case "DELETE /clients/*/client-secret/rotated" -> endOldSecret(id);
			default -> new Done(404, "{}");
		};
	}

	private ArrayNode found(String query) {
		ArrayNode found = JsonMapper.shared().createArrayNode();
		this.clients.values()
			.stream()
			.filter((client) -> query.startsWith("first=0")
					|| query.equals("clientId=" + client.path("clientId").asString()))
			.forEach(found::add);
		return found;
	}

	private ObjectNode client(String id) {
		return Objects.requireNonNull(this.clients.get(id));
	}

	private Done read(String id) {
		ObjectNode found = this.clients.get(id);
		return (found != null) ? new Done(200, found.toString()) : new Done(404, "{}");
	}

	private Done create(ObjectNode client) {
		if (names().contains(client.path("clientId").asString())) {
			return new Done(409, "{\"errorMessage\": \"Client exists\"}");
		}
		client.put("enabled", true);
		this.builtIn.forEach(((ArrayNode) client.path("defaultClientScopes"))::add);
		((ObjectNode) client.path("attributes")).put("client.secret.creation.time", "1700000000");
		this.clients.put(client.path("id").asString(), client);
		return new Done(201, "");
	}

	/**
	 * As the realm's policy does: a client that is changed gets a time for its secret.
	 */
	private Done change(String id, JsonNode change) {
		ObjectNode attributes = (ObjectNode) client(id).path("attributes");
		if (this.policy) {
			attributes.put("client.secret.expiration.time", "9000000000");
		}
		change.path("attributes").propertyStream().forEach((one) -> attributes.set(one.getKey(), one.getValue()));
		return new Done(204, "");
	}

	private Done endOldSecret(String id) {
		((ObjectNode) client(id).path("attributes")).remove("client.secret.rotated.expiration.time");
		return new Done(204, "");
	}

	private Done rotate(String id) {
		((ObjectNode) client(id).path("attributes")).put("client.secret.rotated.expiration.time", "1800000000");
		this.secret = FakeKeycloak.RENEWED;
		return new Done(200, "{\"value\": \"" + FakeKeycloak.RENEWED + "\"}");
	}

}
