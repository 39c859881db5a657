package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of Keycloak as onboarding talks to, and what can go wrong with it: for each
 * request, named as {@code POST /clients} with {@code *} for an id, one misfortune.
 */
public final class FakeKeycloak implements AutoCloseable {

	/** The secret that it gives to every client. */
	public static final String SECRET = "s3cret-of-the-client";

	/** The secret that it gives instead when a secret is rotated. */
	public static final String RENEWED = "another-s3cret";

	private volatile String secret = SECRET;

	private final Map<String, ObjectNode> clients = new ConcurrentHashMap<>();

	private final Map<String, Misfortune> misfortunes = new ConcurrentHashMap<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer server;

	private volatile boolean policy = true;

	/** What happens instead of an answer, before or after what was asked is done. */
	public enum Misfortune {

		/** An error, and nothing is done. */
		FAILS,

		/** Done, but the connection ends without a word. */
		DONE_BUT_BREAKS,

		/** Done, but the answer never ends. */
		DONE_BUT_HANGS,

		/** Done, but what comes back is a web page. */
		DONE_BUT_NONSENSE,

		/** The account may not. */
		FORBIDDEN,

		/** The answer names another place. */
		REDIRECTS

	}

	public FakeKeycloak() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Lets a request go wrong from now on. */
	public FakeKeycloak when(String request, Misfortune misfortune) {
		this.misfortunes.put(request, misfortune);
		return this;
	}

	/** The realm has no policy for old secrets. */
	public void withoutPolicy() {
		this.policy = false;
	}

	/** Lets all go well again. */
	public void recover() {
		this.misfortunes.clear();
	}

	public void put(String json) {
		ObjectNode client = (ObjectNode) JsonMapper.shared().readTree(json);
		this.clients.put(client.path("id").asString(), client);
	}

	/** The client ids there are. */
	public List<String> names() {
		return this.clients.values().stream().map((client) -> client.path("clientId").asString()).sorted().toList();
	}

	/** The requests so far that change something, {@code *} for an id. */
	public List<String> changes() {
		return this.asked.stream().filter((request) -> !request.startsWith("GET")).toList();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			String path = exchange.getRequestURI().getPath().replace("/admin/realms/bank", "");
			if (path.endsWith("/token")) {
				send(exchange, 200, "{\"access_token\": \"abc\"}");
				return;
			}
			String id = path.startsWith("/clients/") ? path.split("/", -1)[2] : "";
			String request = exchange.getRequestMethod() + " " + (id.isEmpty() ? path : path.replace(id, "*"));
			this.asked.add(request);
			Misfortune misfortune = this.misfortunes.get(request);
			switch (misfortune) {
				case FAILS -> send(exchange, 500, "{\"error\": \"unknown_error\"}");
				case FORBIDDEN -> send(exchange, 403, "{\"error\": \"HTTP 403 Forbidden\"}");
				case REDIRECTS -> {
					exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
					send(exchange, 302, "");
				}
				case null -> {
					Done done = act(request, id, exchange.getRequestURI().getQuery(), body);
					send(exchange, done.status(), done.body());
				}
				default -> {
					act(request, id, exchange.getRequestURI().getQuery(), body);
					spoil(exchange, misfortune);
				}
			}
		}
	}

	private void spoil(HttpExchange exchange, Misfortune misfortune) throws IOException {
		if (misfortune == Misfortune.DONE_BUT_NONSENSE) {
			send(exchange, 200, "<html>Welcome</html>");
		}
		if (misfortune == Misfortune.DONE_BUT_HANGS) {
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write('{');
			exchange.getResponseBody().flush();
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private record Done(int status, String body) {
	}

	private Done act(String request, String id, String query, String body) {
		return switch (request) {
			case "GET /client-scopes" -> new Done(200, """
					[{"name": "accounts:read"}, {"name": "loans:read"}, {"name": "partner-token", "protocolMappers": [
					{"protocolMapper": "oidc-audience-mapper", "config": {"included.custom.audience": "bank-gateway",
					"access.token.claim": "true"}}]}]""");
			case "GET /clients" -> new Done(200, found(query).toString());
			case "POST /clients" -> create((ObjectNode) JsonMapper.shared().readTree(body));
			case "GET /clients/*" -> new Done(200, client(id).toString());
			case "DELETE /clients/*" -> new Done((this.clients.remove(id) != null) ? 204 : 404, "");
			case "PUT /clients/*" -> change(id, JsonMapper.shared().readTree(body));
			case "GET /clients/*/client-secret" -> new Done(200, "{\"value\": \"" + this.secret + "\"}");
			case "POST /clients/*/client-secret" -> rotate(id);
			case "DELETE /clients/*/client-secret/rotated" -> new Done(204, "");
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

	private Done create(ObjectNode client) {
		if (names().contains(client.path("clientId").asString())) {
			return new Done(409, "{\"errorMessage\": \"Client exists\"}");
		}
		client.put("enabled", true);
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

	private Done rotate(String id) {
		((ObjectNode) client(id).path("attributes")).put("client.secret.rotated.expiration.time", "1800000000");
		this.secret = RENEWED;
		return new Done(200, "{\"value\": \"" + RENEWED + "\"}");
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
