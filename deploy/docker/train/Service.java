package dev.gatehouse.train;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/** Stands in for the bank's services: a small answer to most calls, a long one to those that list. */
final class Service implements AutoCloseable {

	private static final String ACCOUNT = """
			{"accountId":"0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d","holder":"Ada Lovelace","currency":"EUR",\
			"balance":{"amount":"120.50","currency":"EUR"},"status":"open"}""";

	private static final String LIST = "{\"items\":[" + (ACCOUNT + ",").repeat(200) + ACCOUNT + "]}";

	private final HttpServer server;

	private Service(HttpServer server) {
		this.server = server;
	}

	static Service start() throws IOException {
		// Else each answer waits for the acknowledgement of its head.
		System.setProperty("sun.net.httpserver.nodelay", "true");
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", answering(ACCOUNT));
		server.createContext("/v1/loans", answering(LIST));
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		return new Service(server);
	}

	/** Answers each GET with 200, each POST with 201. */
	static HttpHandler answering(String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return (exchange) -> {
			try (exchange) {
				exchange.getRequestBody().readAllBytes();
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(status(exchange), body.length);
				exchange.getResponseBody().write(body);
			}
		};
	}

	private static int status(HttpExchange exchange) {
		return exchange.getRequestMethod().equals("POST") ? 201 : 200;
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
