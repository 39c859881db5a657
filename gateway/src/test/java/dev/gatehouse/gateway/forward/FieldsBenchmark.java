package dev.gatehouse.gateway.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.partner.Caller;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.record.Passages;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/**
 * What it costs to write the header fields of a request to the service, and those of its
 * answer to the caller. The request is a real one, which a server holds open.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class FieldsBenchmark {

	private static final String REQUEST = """
			GET /v1/accounts/0b9e1c1e-5f0a-4a53-9a53-6f1f2f3a4b5c HTTP/1.1
			Host: api.bank.example
			Authorization: Bearer %s
			Accept: application/json
			Accept-Encoding: gzip
			User-Agent: acme-treasury/4.2
			If-None-Match: "17"

			""".formatted("x".repeat(1200)).replace("\n", "\r\n");

	private final HttpHeaders toService = new DefaultHttpHeaders();

	private final HttpHeaders fromService = new DefaultHttpHeaders().set("Server", "nginx")
		.set("Date", "Sat, 21 Nov 2026 12:00:00 GMT")
		.set("Content-Type", "application/json")
		.set("Content-Length", "208")
		.set("Connection", "keep-alive")
		.set("ETag", "\"18\"");

	private final HttpHeaders toCaller = new DefaultHttpHeaders();

	private final Passage passage = Passages.of(MockServerWebExchange.from(MockServerHttpRequest.get("/v1/accounts")));

	private DisposableServer server;

	private Socket client;

	private ServerHttpRequest request;

	/** Receives a request and does not answer it. */
	@Setup
	public void receive() throws IOException {
		CompletableFuture<ServerHttpRequest> received = new CompletableFuture<>();
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter((request, response) -> {
				received.complete(request);
				return Mono.never();
			}))
			.bindNow();
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		this.client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
		this.request = received.join();
		this.passage.from(new Source(InetAddress.getLoopbackAddress(), "127.0.0.1", "http", "api.bank.example"));
		this.passage.by(new Caller(new Partner("acme", true, new Plan("free", null, 1, null, null), Set.of("a:read"),
				List.of(), Partner.Binding.NONE), Set.of("a:read")));
	}

	/** Ends the connection and the server. */
	@TearDown
	public void close() throws IOException {
		this.client.close();
		this.server.disposeNow();
	}

	/** Six fields that came, of which the credentials stay here, and seven of ours. */
	@Benchmark
	public HttpHeaders toService() {
		RequestFields.write(this.request, this.toService, this.passage, "127.0.0.1:9001");
		return this.toService;
	}

	/** Six fields of an answer, of which two stay here, and ours. */
	@Benchmark
	public Object toCaller() {
		this.toCaller.clear();
		ResponseFields.write(this.fromService, this.toCaller, this.passage);
		return this.toCaller;
	}

}
