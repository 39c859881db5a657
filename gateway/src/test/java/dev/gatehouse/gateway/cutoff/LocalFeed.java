package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An issuer on a port of its own that says what it has ended, or anything else that a
 * test wants: a real HTTP server.
 */
public final class LocalFeed implements AutoCloseable {

	/** The name of the issuer that it speaks for. */
	public static final String ISSUER = "https://issuer.example/realms/bank";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final CountDownLatch end = new CountDownLatch(1);

	private final List<String> authorizations = new CopyOnWriteArrayList<>();

	private final List<Integer> statuses = new CopyOnWriteArrayList<>();

	private final String issuer;

	private volatile HttpHandler handler = (exchange) -> send(exchange, 503, "");

	/** Speaks for this issuer, and answers 503 at first. */
	public LocalFeed(String issuer) {
		this.issuer = issuer;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				this.authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
				this.handler.handle(exchange);
				this.statuses.add(exchange.getResponseCode());
			}
		});
		this.server.start();
	}

	/** Returns where it is asked. */
	public String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/cutoffs";
	}

	/** From now on it says this of the realm and its clients, with a tag. */
	public void says(long notBefore, String clients) {
		tells("{\"issuer\":\"%s\",\"notBefore\":%d,\"clients\":%s}".formatted(this.issuer, notBefore, clients));
	}

	/** The same, and since when clients have their secrets. */
	public void says(long notBefore, String clients, String secrets) {
		tells("{\"issuer\":\"%s\",\"notBefore\":%d,\"clients\":%s,\"secrets\":%s}".formatted(this.issuer, notBefore,
				clients, secrets));
	}

	private void tells(String json) {
		String tag = "\"" + Integer.toHexString(json.hashCode()) + "\"";
		answers((exchange) -> {
			exchange.getResponseHeaders().set("ETag", tag);
			boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
			send(exchange, same ? 304 : 200, same ? "" : json);
		});
	}

	/** From now on it answers like this. */
	public void answers(HttpHandler handler) {
		this.handler = handler;
	}

	/** From now on it answers with this and no tag. */
	void answers(int status, String body) {
		answers((exchange) -> send(exchange, status, body));
	}

	/** From now on it takes a request and says nothing. */
	void hangs() {
		answers((exchange) -> await());
	}

	/** From now on it begins an answer and does not go on. */
	void stalls() {
		answers((exchange) -> {
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write('{');
			exchange.getResponseBody().flush();
			await();
		});
	}

	private void await() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Returns the status of each answer that it has given. */
	List<Integer> statuses() {
		return this.statuses;
	}

	/** Returns what each request had for credentials. */
	List<String> authorizations() {
		return this.authorizations;
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
