package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands behind everything else on a connection of HTTP/2: what gets there concerns no
 * stream. An error of the connection, which only the client can have caused, is recorded.
 */
final class Http2End extends ChannelInboundHandlerAdapter {

	private final Http2Guard guard;

	private final UnreadAnswer unread;

	Http2End(Http2Guard guard, UnreadAnswer unread) {
		this.guard = guard;
		this.unread = unread;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ReferenceCountUtil.release(message);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
		if (error instanceof Http2Exception) {
			this.guard.fail();
			this.unread.record(context.channel(), (error.getCause() instanceof Refusal refusal) ? refusal
					: Refusal.of(Problem.BAD_REQUEST, "The frames are not well-formed."));
		}
		else {
			context.close();
		}
	}

}
