package dev.gatehouse.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/** A service behind a gateway that answers every call with an empty JSON object. */
public final class EmptyService implements AutoCloseable {

	private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

	private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer server;

	public EmptyService() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", (exchange) -> {
			this.calls.computeIfAbsent(exchange.getRequestURI().getPath(), (path) -> new AtomicInteger())
				.incrementAndGet();
			byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(body);
			}
		});
		this.server.setExecutor(this.workers);
		this.server.start();
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/** How many calls of this path have come. */
	public int calls(String path) {
		return this.calls.getOrDefault(path, new AtomicInteger()).get();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.workers.close();
	}

}
