package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.contract.BodyRule;
import dev.gatehouse.gateway.record.Passage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a call is about: the client's request and what is known of it.
 *
 * @param answering how the answer is given to the client
 * @param lane the connections of the thread that serves the client
 * @param body the whole body, which belongs to the call; null: there is none, or it is
 * still to come
 */
record ForwardedRequest(ServerWebExchange exchange, Passage passage, Answering answering, Lane lane,
		@Nullable ByteBuf body) {

	ServerHttpRequest request() {
		return this.exchange.getRequest();
	}

	/** Returns the connection that the client is on. */
	Channel channel() {
		return Upstream.connection(request()).channel();
	}

	/**
	 * A body can be read once, and a second request would announce one that is not there.
	 */
	boolean isPlainRead() {
		ServerHttpRequest request = request();
		return request.getMethod() == HttpMethod.GET && !BodyRule.carriesBody(request.getHeaders());
	}

	/**
	 * Returns whether something of the answer waits for the client. Netty counts from the
	 * high-water mark down.
	 */
	boolean isClientBehind() {
		Channel channel = channel();
		return channel.bytesBeforeUnwritable() <= channel.config().getWriteBufferHighWaterMark();
	}

	void dropBody() {
		if (this.body != null) {
			this.body.release();
		}
	}

}
