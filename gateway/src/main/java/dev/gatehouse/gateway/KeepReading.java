package dev.gatehouse.gateway;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import reactor.netty.channel.ChannelOperations;

/**
 * Reads on where Reactor Netty 1.3.7 forgets to (its issue 4361): when a request had to
 * wait for the one before it and is then answered at once, nobody reads the connection
 * again, and its client waits for ever. Not needed any more when KeepAliveTests passes
 * without it.
 */
@Sharable
final class KeepReading extends ChannelInboundHandlerAdapter {

	/**
	 * Among these events is the end of each request, at which the server asks for the
	 * next.
	 */
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		context.fireUserEventTriggered(event);
		if (!context.channel().config().isAutoRead()) {
			context.executor().execute(() -> readOn(context));
		}
	}

	private static void readOn(ChannelHandlerContext context) {
		if (context.channel().isActive() && !context.channel().config().isAutoRead()
				&& ChannelOperations.get(context.channel()) == null) {
			context.read();
		}
	}

}
