package dev.gatehouse.gateway.tracing;

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

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * A collector that takes spans by OTLP over HTTP and reads them with the protocol's own
 * classes, or refuses or hangs.
 */
public final class SpanReceiver implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

	private final List<Headers> heads = new CopyOnWriteArrayList<>();

	private final List<String> raw = new CopyOnWriteArrayList<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile int status = 200;

	private volatile boolean hanging;

	private SpanReceiver(int port, @Nullable SslBundle bundle) {
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
			if (bundle != null) {
				HttpsServer encrypted = HttpsServer.create(address, 0);
				encrypted.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
				this.server = encrypted;
			}
			else {
				this.server = HttpServer.create(address, 0);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/v1/traces", this::take);
		this.server.start();
	}

	public static SpanReceiver open() {
		return new SpanReceiver(0, null);
	}

	/** At a port where one was before. */
	public static SpanReceiver openAt(int port) {
		return new SpanReceiver(port, null);
	}

	/** One that speaks TLS with the key of this bundle. */
	public static SpanReceiver openWith(SslBundle bundle) {
		return new SpanReceiver(0, bundle);
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String url() {
		return ((this.server instanceof HttpsServer) ? "https" : "http") + "://localhost:" + port() + "/v1/traces";
	}

	/** From now on it answers like this, and takes what comes with 200 alone. */
	public void answers(int status) {
		this.status = status;
	}

	/** From now on it reads and says nothing. */
	public void hangs() {
		this.hanging = true;
	}

	/** Returns what was taken. */
	public List<ReceivedSpan> spans() {
		return List.copyOf(this.spans);
	}

	/** Returns what was taken of one trace, the outermost first. */
	public List<ReceivedSpan> spans(String traceId) {
		return this.spans.stream().filter((span) -> span.traceId().equals(traceId)).toList();
	}

	/** Returns the header fields of all requests. */
	public List<Headers> heads() {
		return List.copyOf(this.heads);
	}

	/** Returns all octets that were sent, each as one character. */
	public String raw() {
		return String.join("\n", this.raw);
	}

	private void take(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.raw.add(new String(body, StandardCharsets.ISO_8859_1));
		this.heads.add(exchange.getRequestHeaders());
		if (this.hanging) {
			hang();
		}
		else if (this.status == 200) {
			keep(ExportTraceServiceRequest.parseFrom(body));
		}
		exchange.sendResponseHeaders(this.status, -1);
		exchange.close();
	}

	private void hang() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void keep(ExportTraceServiceRequest request) {
		for (ResourceSpans ofResource : request.getResourceSpansList()) {
			for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
				for (Span span : ofScope.getSpansList()) {
					this.spans.add(ReceivedSpan.of(span, ofResource.getResource()));
				}
			}
		}
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
