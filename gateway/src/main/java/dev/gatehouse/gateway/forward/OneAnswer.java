package dev.gatehouse.gateway.forward;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/*
 * Reactor Netty takes an interim answer other than 100 for the final one, gives the connection back to the pool, and what
 * comes then, or came too much, meets the next request on it: another partner's. So interim answers are left out (RFC
 * 9110, section 15.2), and a connection ends when anything is there after the answer (RFC 9112, section 6.3), when it
 * switches protocols, which the gateway never asks for, or when interim answers do not end.
 */
/**
 * Sees to it that a request gets the one answer that is its own. Belongs to one
 * connection.
 */
final class OneAnswer extends ChannelDuplexHandler {

	private static final int MOST_INTERIM = 20;

	private static final int SWITCHING_PROTOCOLS = 101;

	private final Inbound inbound = new Inbound();

	private boolean open;

	private boolean interim;

	private int interims;

	private OneAnswer() {
	}

	/** Puts itself on both sides of a connection's codec. */
	static void watch(ChannelPipeline pipeline) {
		OneAnswer answer = new OneAnswer();
		pipeline.addBefore(NettyPipeline.HttpCodec, "inbound", answer.inbound);
		pipeline.addAfter(NettyPipeline.HttpCodec, "one-answer", answer);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpRequest) {
			this.open = true;
			this.interims = 0;
		}
		context.write(message, promise);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			this.interim = isInterim(response);
			if (this.interim && !mayGoOn(response)) {
				this.open = false;
				context.fireExceptionCaught(new IOException("an interim answer that nobody asked for"));
				context.close();
			}
		}
		if (!this.open) {
			ReferenceCountUtil.release(message);
		}
		else if (this.interim) {
			ReferenceCountUtil.release(message);
			context.read();
		}
		else {
			answer(context, message);
		}
	}

	private void answer(ChannelHandlerContext context, Object message) {
		this.open = !(message instanceof LastHttpContent);
		if (!this.open && this.inbound.hasMore()) {
			// Before the last part goes on, and with it the connection into the pool.
			context.close();
		}
		context.fireChannelRead(message);
	}

	private static boolean isInterim(HttpResponse response) {
		return response.decoderResult().isSuccess() && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
	}

	private boolean mayGoOn(HttpResponse response) {
		return response.status().code() != SWITCHING_PROTOCOLS && ++this.interims <= MOST_INTERIM;
	}

	/** The side before the codec: it sees bytes. */
	private final class Inbound extends ChannelInboundHandlerAdapter {

		private @Nullable ByteBuf current;

		/** Returns whether the codec, which is reading, has not come to the end. */
		boolean hasMore() {
			return this.current != null && this.current.isReadable();
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (!OneAnswer.this.open) {
				ReferenceCountUtil.release(message);
				context.close();
			}
			else if (message instanceof ByteBuf bytes) {
				this.current = bytes.retain();
				context.fireChannelRead(bytes);
				this.current = null;
				bytes.release();
			}
			else {
				context.fireChannelRead(message);
			}
		}

	}

}
