package dev.gatehouse.cli.matrix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.cli.matrix.Client.Token;
import dev.gatehouse.cli.matrix.Realm.ClientScope;
import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * Reads clients and client scopes as Keycloak writes them: in the file of a realm, and in
 * the answers of its admin API.
 */
final class RealmReader {

	private static final String OPENID_CONNECT = "openid-connect";

	private final String source;

	private final Map<String, ClientScope> scopes = new HashMap<>();

	private final Map<String, Client> clients = new LinkedHashMap<>();

	RealmReader(String source) {
		this.source = source;
	}

	/**
	 * Reads a realm as it is imported.
	 * @throws Complaint if it is none
	 */
	static Realm file(String name, Node root) {
		root.require("realm").text();
		RealmReader reader = new RealmReader(name);
		list(root, "clientScopes").forEach(reader::scope);
		for (Node client : list(root, "clients")) {
			// A client that names neither list gets those of the realm.
			boolean own = isGiven(client, "defaultClientScopes") || isGiven(client, "optionalClientScopes");
			reader.imported(client,
					list(own ? client : root, own ? "defaultClientScopes" : "defaultDefaultClientScopes"),
					list(own ? client : root, own ? "optionalClientScopes" : "defaultOptionalClientScopes"));
		}
		return reader.realm();
	}

	Realm realm() {
		return new Realm(this.source, this.clients, this.scopes);
	}

	/** Adds a client scope. One for another protocol never comes into a token. */
	void scope(Node node) {
		String name = node.require("name").text();
		if (!OPENID_CONNECT.equals(text(node, "protocol", OPENID_CONNECT))) {
			return;
		}
		Node attributes = node.get("attributes");
		boolean inToken = attributes == null || !text(attributes, "include.in.token.scope", "true").equals("false");
		if (this.scopes.putIfAbsent(name, new ClientScope(name, inToken, audiences(node), node.place())) != null) {
			throw node.fault("the client scope '" + name + "' stands twice");
		}
	}

	/**
	 * Adds a client of a running Keycloak, which always names both lists.
	 * @return whether it is new
	 */
	boolean running(Node node) {
		Client client = client(node, node.require("defaultClientScopes").items(),
				node.require("optionalClientScopes").items());
		return this.clients.putIfAbsent(client.id(), client) == null;
	}

	private void imported(Node node, List<Node> defaults, List<Node> optional) {
		Client client = client(node, defaults, optional);
		if (this.clients.putIfAbsent(client.id(), client) != null) {
			throw node.fault("the client '" + client.id() + "' stands twice");
		}
	}

	private static Client client(Node node, List<Node> defaults, List<Node> optional) {
		String id = node.require("clientId").text();
		Map<String, Place> given = new LinkedHashMap<>();
		defaults.forEach((scope) -> given.putIfAbsent(scope.text(), scope.place()));
		Token token = new Token(Set.copyOf(given.keySet()), audiences(node), marks(node));
		optional.forEach((scope) -> given.putIfAbsent(scope.text(), scope.place()));
		return new Client(id, !is(node, "enabled", "false"), hasCredentialsGrant(node), given, token, node.place());
	}

	private static Set<String> marks(Node node) {
		Node attributes = node.get("attributes");
		if (attributes == null || attributes.isNull()) {
			return Set.of();
		}
		return Token.MARKS.stream()
			.filter((mark) -> is(attributes, mark, "true"))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** Whom the mappers of a client or of a client scope make tokens for. */
	private static Set<String> audiences(Node node) {
		Set<String> audiences = new HashSet<>();
		for (Node mapper : list(node, "protocolMappers")) {
			Node config = mapper.get("config");
			if (is(mapper, "protocolMapper", "oidc-audience-mapper") && config != null
					&& is(config, "access.token.claim", "true")) {
				audiences.add(text(config, "included.custom.audience", ""));
				audiences.add(text(config, "included.client.audience", ""));
			}
		}
		audiences.remove("");
		return Set.copyOf(audiences);
	}

	private static boolean hasCredentialsGrant(Node node) {
		return is(node, "serviceAccountsEnabled", "true") && !is(node, "publicClient", "true")
				&& !is(node, "bearerOnly", "true");
	}

	private static boolean is(Node node, String name, String value) {
		return text(node, name, "").equals(value);
	}

	private static String text(Node node, String name, String otherwise) {
		Node member = node.get(name);
		return (member != null && !member.isNull()) ? member.text() : otherwise;
	}

	private static boolean isGiven(Node node, String name) {
		@Nullable Node member = node.get(name);
		return member != null && !member.isNull();
	}

	private static List<Node> list(Node node, String name) {
		Node member = node.get(name);
		return (member != null && !member.isNull()) ? member.items() : List.of();
	}

}
