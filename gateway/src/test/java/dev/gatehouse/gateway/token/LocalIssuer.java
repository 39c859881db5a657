package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * An issuer on a port of its own whose answers a test can change: a real HTTP server,
 * with discovery and a key set.
 */
final class LocalIssuer implements AutoCloseable {

	static final String DISCOVERY = "/.well-known/openid-configuration";

	static final String KEYS = "/keys";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

	private final CountDownLatch end = new CountDownLatch(1);

	LocalIssuer(JWK... keys) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
		answer(DISCOVERY, 200, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(uri(), uri() + KEYS));
		publish(keys);
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Publishes the public part of these keys, and no others. */
	void publish(JWK... keys) {
		List<JWK> all = new ArrayList<>(List.of(keys));
		answer(KEYS, 200, new JWKSet(all).toString(true));
	}

	void answer(String path, int status, String body) {
		answer(path, (exchange) -> send(exchange, status, body));
	}

	void answer(String path, Answer answer) {
		this.answers.put(path, answer);
	}

	/** Sends the head of an answer and then not one byte more until the test is over. */
	void stall(String path) {
		answer(path, (exchange) -> {
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().flush();
			this.end.await();
		});
	}

	/** Answers as before, but not before the latch is open. */
	void hold(String path, CountDownLatch latch) {
		Answer before = this.answers.get(path);
		answer(path, (exchange) -> {
			latch.await();
			if (before != null) {
				before.to(exchange);
			}
		});
	}

	int requests(String path) {
		return this.requests.computeIfAbsent(path, (key) -> new AtomicInteger()).get();
	}

	/** Returns settings for this issuer: 30 s of cool-down, an hour of outage. */
	IssuerSettings settings() {
		return settings(null, Duration.ofSeconds(2));
	}

	IssuerSettings settings(@Nullable String jwksUri, Duration timeout) {
		return new TestSettings(uri()).jwksUri(jwksUri).timeout(timeout).build();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			this.requests.computeIfAbsent(path, (key) -> new AtomicInteger()).incrementAndGet();
			Answer answer = this.answers.get(path);
			if (answer != null) {
				answer.to(exchange);
			}
			else {
				send(exchange, 404, "");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(bytes);
		}
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/** How a request is answered. */
	@FunctionalInterface
	interface Answer {

		void to(HttpExchange exchange) throws IOException, InterruptedException;

	}

}
