package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.cli.partner.FakeRealm.Done;

/**
 * As much of Keycloak as onboarding talks to, and what can go wrong with it: for each
 * request, named as {@code POST /clients} with {@code *} for an id, one misfortune.
 */
public final class FakeKeycloak implements AutoCloseable {

	/** The secret that it gives to every client. */
	public static final String SECRET = "s3cret-of-the-client";

	/** The secret that it gives instead when a secret is rotated. */
	public static final String RENEWED = "another-s3cret";

	private final FakeRealm realm = new FakeRealm();

	private final Map<String, Misfortune> misfortunes = new ConcurrentHashMap<>();

	private final Set<String> once = ConcurrentHashMap.newKeySet();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

	private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

	private final Queue<Runnable> heldBack = new ConcurrentLinkedQueue<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer server;

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

		/** No answer; it is done only after what is asked for next. */
		DONE_LATER,

		/** No answer; it is done when {@link FakeKeycloak#finish()} says so. */
		HELD_BACK,

		/** The account may not. */
		FORBIDDEN,

		/** The answer names another place. */
		REDIRECTS;

		/** Whether it is done only after the answer was given up. */
		public boolean isLate() {
			return this == DONE_LATER || this == HELD_BACK;
		}

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

	/** Lets a request go wrong once. */
	public void whenOnce(String request, Misfortune misfortune) {
		this.once.add(request);
		this.misfortunes.put(request, misfortune);
	}

	/** Lets something else happen as soon as a request is done and not yet answered. */
	public void meanwhile(String request, Runnable action) {
		this.meanwhile.put(request, action);
	}

	/** Does what was not done yet. */
	public void finish() {
		for (Queue<Runnable> undone : List.of(this.late, this.heldBack)) {
			undone.forEach(Runnable::run);
			undone.clear();
		}
	}

	/** The realm gives this scope to every new client by itself, as Keycloak's own do. */
	public void giveByItself(String scope) {
		this.realm.giveByItself(scope);
	}

	/** The realm has no policy for old secrets. */
	public void withoutPolicy() {
		this.realm.withoutPolicy();
	}

	/** Lets all go well again. */
	public void recover() {
		this.misfortunes.clear();
	}

	public void put(String json) {
		this.realm.put(json);
	}

	/** Somebody removes that client. */
	public void forget(String name) {
		this.realm.forget(name);
	}

	/** The secret that every client has now. */
	public String secret() {
		return this.realm.secret();
	}

	/** The client ids there are. */
	public List<String> names() {
		return this.realm.names();
	}

	/** The requests so far that change something, {@code *} for an id. */
	public List<String> changes() {
		return this.asked.stream()
			.filter((request) -> !request.startsWith("GET") && !request.equals("POST /token"))
			.toList();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			String path = exchange.getRequestURI()
				.getPath()
				.replace("/admin/realms/bank", "")
				.replace("/realms/bank/protocol/openid-connect", "");
			String id = path.startsWith("/clients/") ? path.split("/", -1)[2] : "";
			String request = exchange.getRequestMethod() + " " + (id.isEmpty() ? path : path.replace(id, "*"));
			this.asked.add(request);
			Misfortune misfortune = this.once.contains(request) ? this.misfortunes.remove(request)
					: this.misfortunes.get(request);
			switch (misfortune) {
				case FAILS -> send(exchange, 500, "{\"error\": \"unknown_error\"}");
				case FORBIDDEN -> send(exchange, 403, "{\"error\": \"HTTP 403 Forbidden\"}");
				case REDIRECTS -> {
					exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
					send(exchange, 302, "");
				}
				case null -> {
					Done done = act(request, id, exchange.getRequestURI().getQuery(), body);
					this.late.forEach(Runnable::run);
					this.late.clear();
					send(exchange, done.status(), done.body());
				}
				default -> {
					String query = exchange.getRequestURI().getQuery();
					switch (misfortune) {
						case DONE_LATER -> this.late.add(() -> act(request, id, query, body));
						case HELD_BACK -> this.heldBack.add(() -> act(request, id, query, body));
						default -> act(request, id, query, body);
					}
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
		}
		if (List.of(Misfortune.DONE_BUT_HANGS, Misfortune.DONE_LATER, Misfortune.HELD_BACK).contains(misfortune)) {
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private Done act(String request, String id, String query, String body) {
		Done done = this.realm.done(request, id, query, body);
		this.meanwhile.getOrDefault(request, () -> {
		}).run();
		return done;
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		// Nobody who comes later finds a connection that is not there any more.
		exchange.getResponseHeaders().set("Connection", "close");
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
