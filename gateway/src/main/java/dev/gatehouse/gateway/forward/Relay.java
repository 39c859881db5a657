package dev.gatehouse.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/** Gives a service's answer to the client. */
final class Relay {

	private static final String PROBLEM = "application/problem+json";

	private static final int UNKNOWN = -1;

	private Relay() {
	}

	/**
	 * Relays the answer. What is not for clients is read to its end and becomes an error.
	 * @param authority where the service is
	 */
	static Publisher<Void> answer(HttpClientResponse answer, Connection connection, Call call, String authority) {
		int status = answer.status().code();
		call.attempt().answered(status);
		if (isNotForClients(answer)) {
			return connection.inbound().receive().then(Mono.error(new ServiceFailure(status)));
		}
		if (!call.forwarded().channel().isActive()) {
			throw AbortedException.beforeSend();
		}
		ServerHttpResponse response = call.forwarded().exchange().getResponse();
		HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
		HttpHeaders fields = server.responseHeaders();
		ResponseFields.write(answer.responseHeaders(), fields, call.forwarded().passage());
		References.localise(fields, authority);
		if (HttpVersion.HTTP_1_0.equals(server.version()) && !fields.contains("Content-Length")) {
			// It knows no chunks (RFC 9112, section 7.1): the connection's end is the
			// answer's.
			server.chunkedTransfer(false).keepAlive(false);
		}
		boolean hasBody = hasBody(answer);
		Publisher<Void> written = switch (call.forwarded().answering()) {
			case SPRING -> hasBody ? inWindow(call, write(response, status, body(connection, call)))
					: write(response, status, Flux.empty());
			case STRAIGHT -> straight(server.status(status), answer, hasBody, connection, call);
		};
		// Who has sent a head alone is done, and would break off what is behind it before
		// that has ended too.
		return hasBody ? written : connection.inbound().receive().then(Mono.from(written));
	}

	private static Publisher<Void> write(ServerHttpResponse response, int status, Flux<ByteBuf> body) {
		response.setStatusCode(HttpStatusCode.valueOf(status));
		NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
		return response.writeWith(body.map((bytes) -> wrap(buffers, bytes)));
	}

	private static DataBuffer wrap(NettyDataBufferFactory buffers, ByteBuf bytes) {
		return buffers.wrap(bytes);
	}

	/** In one piece if it is short. */
	private static Publisher<Void> straight(HttpServerResponse server, HttpClientResponse answer, boolean hasBody,
			Connection connection, Call call) {
		if (!hasBody) {
			return server.send(Flux.empty());
		}
		int length = answer.responseHeaders().getInt("Content-Length", UNKNOWN);
		return WholeBody.isFor(length)
				? server.send(new WholeBody(parts(connection, call), call.forwarded().channel(), length))
				: inWindow(call, server.send(body(connection, call)));
	}

	/** It is closed when all has been sent, or nothing more will be. */
	private static Publisher<Void> inWindow(Call call, Publisher<Void> written) {
		return Mono.using(() -> SendWindows.OF_PROCESS.open(call.forwarded().channel()), (_) -> Mono.from(written),
				SendWindows.Window::close);
	}

	private static Flux<ByteBuf> body(Connection connection, Call call) {
		return new WhileWritable(parts(connection, call), call.forwarded().channel()).doOnCancel(call::cutOff);
	}

	private static Flux<ByteBuf> parts(Connection connection, Call call) {
		return connection.inbound().receive().doOnNext((bytes) -> {
			call.attempt().heard();
			bytes.retain();
		});
	}

	/** Whatever its fields say (RFC 9112, section 6.3). */
	private static boolean hasBody(HttpClientResponse answer) {
		int status = answer.status().code();
		return status != 204 && status != 304 && !answer.method().equals(HttpMethod.HEAD);
	}

	private static boolean isNotForClients(HttpClientResponse answer) {
		int status = answer.status().code();
		return status < 200 || status == 401 || status == 407 || (status >= 500 && status < 600 && !isProblem(answer));
	}

	private static boolean isProblem(HttpClientResponse answer) {
		String type = answer.responseHeaders().get("Content-Type", "");
		return type.regionMatches(true, 0, PROBLEM, 0, PROBLEM.length());
	}

}
