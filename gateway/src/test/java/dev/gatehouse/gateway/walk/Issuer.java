package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An issuer that publishes its metadata and its keys, or fails to, and counts who asks.
 */
final class Issuer implements AutoCloseable {

	private static final String REALM = "/realms/bank";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger keyFetches = new AtomicInteger();

	private volatile HttpHandler keys = publishing(Keys.RSA, Keys.EC, Keys.ENCRYPTION, Keys.SHORT);

	private volatile boolean away;

	Issuer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext(REALM + "/.well-known/openid-configuration", this::metadata);
		this.server.createContext(REALM + "/keys", this::keys);
		this.server.start();
	}

	String uri() {
		return root() + REALM;
	}

	String root() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** From now on it publishes these keys and no others. */
	void publish(JWK... keys) {
		this.keys = publishing(keys);
	}

	/** From now on whoever asks for keys is answered like this. */
	void answersForKeys(HttpHandler handler) {
		this.keys = handler;
	}

	/** From now on every connection breaks off without an answer. */
	void goAway() {
		this.away = true;
	}

	void comeBack() {
		this.away = false;
	}

	int keyFetches() {
		return this.keyFetches.get();
	}

	private void metadata(HttpExchange exchange) throws IOException {
		if (this.away) {
			exchange.close();
			return;
		}
		json(exchange, "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}");
	}

	private void keys(HttpExchange exchange) throws IOException {
		this.keyFetches.incrementAndGet();
		if (this.away) {
			exchange.close();
			return;
		}
		this.keys.handle(exchange);
	}

	private static HttpHandler publishing(JWK... keys) {
		String set = new JWKSet(List.of(keys)).toPublicJWKSet().toString();
		return (exchange) -> json(exchange, set);
	}

	static void json(HttpExchange exchange, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
