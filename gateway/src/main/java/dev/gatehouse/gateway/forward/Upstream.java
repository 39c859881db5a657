package dev.gatehouse.gateway.forward;

import java.util.List;

import dev.gatehouse.gateway.contract.BodyRule;
import dev.gatehouse.gateway.record.Passage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;

/**
 * One API's service: its connections, and the exchange of one request for one answer over
 * them.
 */
final class Upstream implements AutoCloseable {

	private static final String PROBLEM = "application/problem+json";

	private final Addresses addresses;

	private final ConnectionProvider connections;

	private final HttpClient client;

	Upstream(String api, List<String> bases, ForwardSettings.Limits limits) {
		this.addresses = new Addresses(bases, System::nanoTime);
		this.connections = ConnectionProvider.builder("upstream-" + api)
			.maxConnections(limits.connections())
			.pendingAcquireMaxCount(limits.pending())
			.pendingAcquireTimeout(limits.pendingTimeout())
			.maxIdleTime(limits.idleTimeout())
			.lifo()
			.build();
		this.client = HttpClient.create(this.connections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connectTimeout().toMillis())
			.responseTimeout(limits.responseTimeout())
			.doOnChannelInit((observer, channel, address) -> OneAnswer.watch(channel.pipeline()))
			// Made here, because what TLS needs is read from disk.
			.secure((tls) -> tls.sslContext((SslProvider.GenericSslContextSpec<?>) Http11SslContextSpec.forClient())
				.handshakeTimeout(limits.connectTimeout()))
			.followRedirect(false)
			.disableRetry(true);
	}

	/** Sends the request to the next of the service's addresses and relays its answer. */
	Mono<Void> exchange(ServerWebExchange exchange, Passage passage, Attempt attempt) {
		int address = this.addresses.next();
		String base = this.addresses.base(address);
		String authority = base.substring(base.indexOf("//") + 2);
		ServerHttpRequest request = exchange.getRequest();
		return this.client.request(HttpMethod.valueOf(request.getMethod().name()))
			.uri(base + target(request))
			.send((out, body) -> send(request, out, body, passage, authority, attempt))
			.responseConnection((answer, connection) -> {
				this.addresses.reached(address);
				return relay(answer, connection, exchange, passage, authority, attempt);
			})
			.doOnError(UpstreamErrors::isUnreached, (error) -> this.addresses.unreached(address))
			.then();
	}

	/** The path and the query as they came, byte for byte. */
	private static String target(ServerHttpRequest request) {
		String path = request.getURI().getRawPath();
		String query = request.getURI().getRawQuery();
		return (query != null) ? path + "?" + query : path;
	}

	private static Publisher<Void> send(ServerHttpRequest request, HttpClientRequest out, NettyOutbound outbound,
			Passage passage, String authority, Attempt attempt) {
		RequestFields.write(request, out.requestHeaders(), passage, authority);
		if (!BodyRule.carriesBody(request.getHeaders())) {
			attempt.received();
			return Mono.empty();
		}
		RequestFields.frame(request.getHeaders(), out.requestHeaders());
		return outbound.send(request.getBody().map(NettyDataBufferFactory::toByteBuf).doOnComplete(attempt::received));
	}

	private static Publisher<Void> relay(HttpClientResponse answer, Connection connection, ServerWebExchange exchange,
			Passage passage, String authority, Attempt attempt) {
		attempt.answered(answer.status().code());
		if (isNotForClients(answer)) {
			return connection.inbound().receive().then(Mono.error(new ServiceFailure(answer.status().code())));
		}
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(answer.status().code()));
		ResponseFields.write(answer.responseHeaders(), response.getHeaders(), passage);
		References.localise(response.getHeaders(), authority);
		if (!response.getHeaders().containsHeader("Content-Length")) {
			frameForOldClient(response);
		}
		NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
		Flux<ByteBuf> body = connection.inbound().receive().retain();
		return response.writeWith(body.map((bytes) -> wrap(buffers, bytes)));
	}

	/**
	 * HTTP/1.0 knows no chunks (RFC 9112, section 7.1): the connection's end is the
	 * answer's.
	 */
	private static void frameForOldClient(ServerHttpResponse response) {
		HttpServerResponse answer = ServerHttpResponseDecorator.getNativeResponse(response);
		if (HttpVersion.HTTP_1_0.equals(answer.version())) {
			answer.chunkedTransfer(false).keepAlive(false);
		}
	}

	private static boolean isNotForClients(HttpClientResponse answer) {
		int status = answer.status().code();
		String type = answer.responseHeaders().get("Content-Type", "");
		return status == 401 || status == 407
				|| (status >= 500 && status < 600 && !type.regionMatches(true, 0, PROBLEM, 0, PROBLEM.length()));
	}

	private static DataBuffer wrap(NettyDataBufferFactory buffers, ByteBuf bytes) {
		return buffers.wrap(bytes);
	}

	@Override
	public void close() {
		this.connections.disposeLater().block();
	}

}
