package dev.gatehouse.gateway.entry;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicIntegerArray;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * The TLS handshakes that are going on, counted by their sources in a table of fixed
 * size, so that nobody alone can take the connections of all with handshakes that never
 * end. At the end of one the client's certificate is noted.
 */
final class Handshakes {

	private static final int PLACES = 1 << 14;

	/** In bytes: an IPv6 host has all addresses of this to choose from. */
	private static final int HOST = 8;

	private final AtomicIntegerArray going = new AtomicIntegerArray(PLACES);

	private final int most;

	private final long seed;

	private final HandshakeRecord record;

	/**
	 * Creates an empty table.
	 * @param most handshakes of one source at once
	 * @param seed of the hash; not to be guessed from outside
	 * @param record is told how they end
	 */
	Handshakes(int most, long seed, HandshakeRecord record) {
		this.most = most;
		this.seed = seed;
		this.record = record;
	}

	/**
	 * Follows the handshake of a new connection, if it has one.
	 * @return false if its source has too many, and it must not go on
	 */
	boolean follow(Channel channel) {
		ChannelPipeline pipeline = channel.pipeline();
		if (pipeline.get(NettyPipeline.SslReader) == null) {
			return true;
		}
		int place = place(channel.remoteAddress());
		if (this.going.incrementAndGet(place) > this.most) {
			this.going.decrementAndGet(place);
			this.record.refused();
			return false;
		}
		pipeline.addAfter(NettyPipeline.SslReader, "handshake", new Handshake(place));
		return true;
	}

	/** A connection that is gone already has no address. */
	private int place(@Nullable SocketAddress source) {
		return (source instanceof InetSocketAddress known)
				? SourceTable.place(known.getAddress().getAddress(), HOST, this.seed, PLACES) : 0;
	}

	/**
	 * One of them, from its beginning to its end or to that of its connection. What went
	 * wrong in it concerns nobody behind: the engine has sent its alert and closes.
	 */
	private final class Handshake extends ChannelInboundHandlerAdapter {

		private final int place;

		private boolean succeeded;

		private @Nullable Throwable failure;

		Handshake(int place) {
			this.place = place;
		}

		/** Comes when the handshake has succeeded, and not before. */
		@Override
		public void channelActive(ChannelHandlerContext context) {
			ClientCertificates.note(context.channel());
			this.succeeded = true;
			context.pipeline().remove(this);
			context.fireChannelActive();
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent end && !end.isSuccess()) {
				exceptionCaught(context, end.cause());
			}
			else {
				context.fireUserEventTriggered(event);
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			if (this.failure == null) {
				this.failure = cause;
			}
			context.close();
		}

		@Override
		public void handlerRemoved(ChannelHandlerContext context) {
			Handshakes.this.going.decrementAndGet(this.place);
			if (this.succeeded) {
				Handshakes.this.record.succeeded();
			}
			else {
				Handshakes.this.record.failed(context.channel(), this.failure);
			}
		}

	}

}
