package dev.gatehouse.cli.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server that answers as it was told, and 404 to everything else. */
final class StubKeycloak implements AutoCloseable {

	static final String ADMIN_TOKEN = "/realms/master/protocol/openid-connect/token";

	static final String TOKEN = "/realms/bank/protocol/openid-connect/token";

	static final String SCOPES = "/admin/realms/bank/client-scopes";

	/** In place of a status: 200, and then an answer that does not end. */
	static final int UNENDING = -1;

	private final CountDownLatch closed = new CountDownLatch(1);

	private final HttpServer server;

	private final String url;

	private final Map<String, Answer> answers = new HashMap<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	StubKeycloak() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
		this.url = "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	static String clients(int first) {
		return "/admin/realms/bank/clients?first=" + first + "&max=100";
	}

	/** Answers this to requests of that path and query. */
	StubKeycloak on(String path, int status, String body) {
		this.answers.put(path, new Answer(status, body));
		return this;
	}

	String url() {
		return this.url;
	}

	/** Requests so far: method, path, authorization and body. */
	List<String> asked() {
		return this.asked;
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().toString();
			this.asked.add(exchange.getRequestMethod() + " " + path + " "
					+ exchange.getRequestHeaders().getFirst("Authorization") + " "
					+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			Answer answer = this.answers.getOrDefault(path, new Answer(404, "{}"));
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			if (answer.status() == UNENDING) {
				begin(exchange, body);
				return;
			}
			exchange.sendResponseHeaders(answer.status(), (body.length == 0) ? -1 : body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private void begin(HttpExchange exchange, byte[] body) throws IOException {
		exchange.sendResponseHeaders(200, body.length + 100);
		exchange.getResponseBody().write(body);
		exchange.getResponseBody().flush();
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
	}

	private record Answer(int status, String body) {
	}

}
