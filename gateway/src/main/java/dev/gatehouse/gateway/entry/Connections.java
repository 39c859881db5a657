package dev.gatehouse.gateway.entry;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.FastThreadLocal;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/**
 * Puts a guard on every connection that a server accepts, and on every stream of HTTP/2,
 * and accepts no more of them than allowed.
 */
public final class Connections {

	/** What the guard of a connection is called in its pipeline. */
	static final String GUARD = "connection-guard";

	private final EntrySettings.Limits limits;

	private final ConnectionSettings settings;

	private final FastThreadLocal<byte[]> scratch;

	private final AtomicInteger open = new AtomicInteger();

	/** Accepted, and no loop has taken them yet. */
	private final AtomicInteger coming = new AtomicInteger();

	private final Handshakes handshakes;

	Connections(EntrySettings.Limits limits, ConnectionSettings settings, Handshakes handshakes) {
		this.limits = limits;
		this.settings = settings;
		this.handshakes = handshakes;
		this.scratch = new FastThreadLocal<>() {

			/** One line of any kind that may be, and more than it. */
			@Override
			protected byte[] initialValue() {
				return new byte[limits.maxPath() + (int) limits.maxHeaders().toBytes() + 1024];
			}

		};
	}

	/**
	 * Returns the server with its connections guarded.
	 * @param server with its protocols set
	 * @param unread says no to what is refused before it is a request
	 */
	public HttpServer guard(HttpServer server, UnreadAnswer unread) {
		// The guard's bounds are narrower; the line is one of chunk extensions too.
		int line = Math.max(this.limits.maxPath(), ChunkCheck.MOST_EXTENSIONS) + 2 * RequestLine.AROUND_TARGET;
		int headers = 2 * (int) this.limits.maxHeaders().toBytes();
		// Else, on some platforms, anybody's forwarding headers would be believed.
		HttpServer guarded = server.forwarded(false)
			.httpRequestDecoder((spec) -> spec.maxInitialLineLength(line).maxHeaderSize(headers))
			.doOnBound((bound) -> bound.channel().pipeline().addFirst("accept-guard", new AcceptGuard()))
			.doOnChannelInit((observer, channel, peer) -> admit(channel, unread));
		return Arrays.asList(server.configuration().protocols()).contains(HttpProtocol.H2)
				? guarded.childObserve((connection, state) -> observe(connection, state, unread)) : guarded;
	}

	private void admit(Channel channel, UnreadAnswer unread) {
		// What was accepted before there was a guard was not counted.
		this.coming.updateAndGet((present) -> Math.max(0, present - 1));
		boolean admitted = this.open.incrementAndGet() <= this.settings.maxConnections();
		if (!this.handshakes.follow(channel) || !admitted) {
			channel.close();
		}
		channel.closeFuture().addListener((closed) -> this.open.decrementAndGet());
		ChannelPipeline pipeline = channel.pipeline();
		ConnectionGuard guard = new ConnectionGuard(this.limits, this.settings, this.scratch, unread);
		if (pipeline.get(NettyPipeline.HttpCodec) != null) {
			pipeline.addBefore(NettyPipeline.HttpCodec, GUARD, guard);
			catchOwnAnswers(pipeline, unread);
		}
		else {
			pipeline.addBefore(NettyPipeline.H2OrHttp11Codec, GUARD, guard)
				.addBefore(NettyPipeline.H2OrHttp11Codec, "protocol-choice", new ProtocolChoice(this, unread));
		}
	}

	/** A stream of HTTP/2 is told of here first, before anything of it is read. */
	private void observe(Connection connection, State state, UnreadAnswer unread) {
		if (state == State.CONNECTED && connection.channel() instanceof Http2StreamChannel stream) {
			Http2Guard guard = stream.parent().pipeline().get(Http2Guard.class);
			stream.pipeline().addFirst("stream-guard", new StreamGuard(guard, this.limits, this.settings, unread));
			catchOwnAnswers(stream.pipeline(), unread);
		}
	}

	private boolean isFull() {
		return this.open.get() + this.coming.get() >= this.settings.maxConnections();
	}

	/**
	 * Closes what is too much on the thread that accepts, before anything is made for it:
	 * loops that are busy would else have any number of connections to come.
	 */
	private final class AcceptGuard extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object accepted) {
			if (accepted instanceof Channel channel && isFull()) {
				channel.unsafe().closeForcibly();
				return;
			}
			Connections.this.coming.incrementAndGet();
			context.fireChannelRead(accepted);
		}

	}

	void catchOwnAnswers(ChannelPipeline pipeline, UnreadAnswer unread) {
		pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "unread-requests", unread);
	}

	Http2Guard newGuard() {
		return new Http2Guard(this.settings);
	}

	Http2Codec newCodec() {
		return Http2Codec.create(this.limits, this.settings.maxStreams());
	}

}
