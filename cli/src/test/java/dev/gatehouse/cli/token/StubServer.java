package dev.gatehouse.cli.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server that answers everything alike and remembers what it was asked. */
public final class StubServer implements AutoCloseable {

	private final HttpServer server;

	private final List<Asked> asked = new ArrayList<>();

	private final int status;

	private final String body;

	public StubServer(int status, String body) {
		this.status = status;
		this.body = body;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** The only request so far. */
	public Asked asked() {
		if (this.asked.size() != 1) {
			throw new IllegalStateException(this.asked.size() + " requests");
		}
		return this.asked.getFirst();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		byte[] answer = this.body.getBytes(StandardCharsets.UTF_8);
		try (exchange) {
			String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					exchange.getRequestHeaders(), sent));
			exchange.getResponseHeaders().add("X-Request-Id", "r-1");
			exchange.getResponseHeaders().add("Server-Secret", "not shown");
			exchange.sendResponseHeaders(this.status, (answer.length == 0) ? -1 : answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	/**
	 * A request.
	 *
	 * @param method the method
	 * @param uri path and query
	 * @param headers the headers
	 * @param body the body
	 */
	public record Asked(String method, String uri, Headers headers, String body) {
	}

}
