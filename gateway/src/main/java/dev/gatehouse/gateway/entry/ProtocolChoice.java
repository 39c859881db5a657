package dev.gatehouse.gateway.entry;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import reactor.netty.NettyPipeline;

/*
 * Reactor Netty makes the codec of HTTP/2 itself and lets nobody set its bounds. What it has for the streams takes the
 * first such codec that it finds in the pipeline, though. So ours is put before its own, whose first and only word, its
 * settings, is swallowed, and which then goes.
 */
/**
 * Waits for the handshake of a TLS connection and sets up what the two sides have chosen
 * in it (RFC 7301): HTTP/1.1, which is guarded already, or HTTP/2.
 */
final class ProtocolChoice extends ChannelDuplexHandler {

	private final Connections connections;

	private final UnreadAnswer unread;

	private boolean replacing;

	ProtocolChoice(Connections connections, UnreadAnswer unread) {
		this.connections = connections;
		this.unread = unread;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (!(event instanceof SslHandshakeCompletionEvent handshake) || !handshake.isSuccess()) {
			context.fireUserEventTriggered(event);
			return;
		}
		ChannelPipeline pipeline = context.pipeline();
		if (ApplicationProtocolNames.HTTP_2.equals(pipeline.get(SslHandler.class).applicationProtocol())) {
			Http2Guard guard = this.connections.newGuard();
			pipeline.remove(Connections.GUARD);
			pipeline.addBefore(context.name(), Connections.GUARD, guard)
				.addBefore(context.name(), "http2-codec", this.connections.newCodec());
			this.replacing = true;
			context.fireUserEventTriggered(event);
			pipeline.remove(NettyPipeline.HttpCodec);
			pipeline.addLast("http2-end", new Http2End(guard, this.unread));
		}
		else {
			context.fireUserEventTriggered(event);
			this.connections.catchOwnAnswers(pipeline, this.unread);
		}
		pipeline.remove(this);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (this.replacing && message instanceof ByteBuf settings) {
			settings.release();
			promise.setSuccess();
		}
		else {
			context.write(message, promise);
		}
	}

}
