package dev.gatehouse.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** The page's own files, with data that a test makes up. */
final class PageStub implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger asked = new AtomicInteger();

	private volatile Supplier<Overview> data;

	PageStub(Supplier<Overview> data) {
		this.data = data;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/console", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/console";
	}

	void says(Supplier<Overview> data) {
		this.data = data;
	}

	/** How often the data was asked for. */
	int asked() {
		return this.asked.get();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		if (path.equals("/console/data")) {
			this.asked.incrementAndGet();
			write(exchange, "application/json", JsonMapper.shared().writeValueAsBytes(this.data.get()));
			return;
		}
		String name = path.equals("/console") ? "console.html" : path.substring("/console/".length());
		try (InputStream file = Asset.class.getResourceAsStream(name)) {
			String type = name.endsWith("html") ? "text/html"
					: name.endsWith("css") ? "text/css" : name.endsWith("svg") ? "image/svg+xml" : "text/javascript";
			write(exchange, type, (file != null) ? file.readAllBytes() : new byte[0]);
		}
	}

	private static void write(HttpExchange exchange, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
