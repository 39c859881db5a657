package dev.gatehouse.gateway.forward;

import java.util.List;

import dev.gatehouse.gateway.contract.BodyRule;
import dev.gatehouse.gateway.problem.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * One API's service: its addresses, its connections, and the exchange of one request for
 * one answer over them.
 */
final class Upstream implements AutoCloseable {

	private final List<Origin> origins;

	private final Addresses addresses;

	private final Lanes lanes;

	Upstream(String api, List<String> bases, ForwardSettings.Limits limits) {
		this.origins = bases.stream().map(Origin::of).toList();
		this.addresses = new Addresses(this.origins.size(), System::nanoTime);
		SslProvider tls = this.origins.stream().anyMatch(Origin::isSecure) ? tls(limits) : null;
		this.lanes = new Lanes(LoopResources.DEFAULT_IO_WORKER_COUNT, this.origins.size(), limits.connections(),
				(loop, allowances) -> new Lane(api, this.origins, limits, tls, loop, allowances));
	}

	/** Made once and at the start, because what TLS needs is read from disk. */
	private static SslProvider tls(ForwardSettings.Limits limits) {
		SslProvider.GenericSslContextSpec<?> context = Http11SslContextSpec.forClient();
		return SslProvider.builder().sslContext(context).handshakeTimeout(limits.connectTimeout()).build();
	}

	/** Returns how many connections there are, used and idle. */
	int connections() {
		return this.lanes.connections();
	}

	/** Returns the lane of the thread that serves the request. */
	Lane lane(ServerHttpRequest request) {
		return this.lanes.of(connection(request).channel().eventLoop());
	}

	/** Returns the connection that a request came by. */
	static Connection connection(ServerHttpRequest request) {
		return ServerHttpRequestDecorator.getNativeRequest(request);
	}

	/** Sends the request to the next of the service's addresses and relays its answer. */
	Mono<Void> send(Call call) {
		int address = this.addresses.next();
		String authority = origin(address).authority();
		ServerHttpRequest request = call.forwarded().request();
		call.to(address);
		return call.forwarded()
			.lane()
			.client(address)
			.request(HttpMethod.valueOf(request.getMethod().name()))
			.uri(target(request))
			.send((out, body) -> write(call, request, out, body, authority))
			.responseConnection((answer, connection) -> {
				call.answeredBy(connection);
				this.addresses.reached(address);
				return relay(answer, connection, call, authority);
			})
			.then();
	}

	/** An answer that nobody comes to read must not stay behind. */
	private static Publisher<Void> relay(HttpClientResponse answer, Connection connection, Call call,
			String authority) {
		try {
			return Relay.answer(answer, connection, call, authority);
		}
		catch (RuntimeException ex) {
			connection.dispose();
			throw ex;
		}
	}

	/** Returns where one of its addresses is. */
	Origin origin(int address) {
		return this.origins.get(address);
	}

	/** Lets the address rest: it could not be reached. */
	void unreached(int address) {
		this.addresses.unreached(address);
	}

	/** The path and the query as they came, byte for byte. */
	private static String target(ServerHttpRequest request) {
		String path = request.getURI().getRawPath();
		String query = request.getURI().getRawQuery();
		return (query != null) ? path + "?" + query : path;
	}

	private static Publisher<Void> write(Call call, ServerHttpRequest request, HttpClientRequest out,
			NettyOutbound outbound, String authority) {
		RequestFields.write(request, out.requestHeaders(), call.forwarded().passage(), authority);
		if (!BodyRule.carriesBody(request.getHeaders())) {
			call.attempt().received();
			return Mono.empty();
		}
		RequestFields.frame(request.getHeaders(), out.requestHeaders());
		ByteBuf whole = call.forwarded().body();
		if (whole == null) {
			return outbound.send(body(request).doOnComplete(call.attempt()::received).doOnError(call::brokeOff));
		}
		call.attempt().received();
		return outbound.send(Mono.fromSupplier(whole::retainedSlice));
	}

	/** Returns the body of a request, whose parts belong to the subscriber. */
	static Flux<ByteBuf> body(ServerHttpRequest request) {
		return request.getBody().map(NettyDataBufferFactory::toByteBuf).onErrorMap(Refusals::ofBody);
	}

	@Override
	public void close() {
		this.lanes.close().block();
	}

}
