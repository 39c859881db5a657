package dev.gatehouse.gateway.entry;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.util.concurrent.FastThreadLocal;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Puts a guard on every connection that a server accepts, and accepts no more of them
 * than allowed.
 */
public final class Connections {

	private final EntrySettings.Limits limits;

	private final ConnectionSettings settings;

	private final FastThreadLocal<byte[]> scratch;

	private final AtomicInteger open = new AtomicInteger();

	Connections(EntrySettings.Limits limits, ConnectionSettings settings) {
		this.limits = limits;
		this.settings = settings;
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
	 * @param unread says no to what is refused before it is a request
	 */
	public HttpServer guard(HttpServer server, UnreadAnswer unread) {
		// The guard's bounds are narrower; the line is one of chunk extensions too.
		int line = Math.max(this.limits.maxPath(), ChunkCheck.MOST_EXTENSIONS) + 2 * RequestLine.AROUND_TARGET;
		int headers = 2 * (int) this.limits.maxHeaders().toBytes();
		// Else, on some platforms, anybody's forwarding headers would be believed.
		return server.forwarded(false)
			.httpRequestDecoder((spec) -> spec.maxInitialLineLength(line).maxHeaderSize(headers))
			.doOnChannelInit((observer, channel, peer) -> admit(channel, unread));
	}

	private void admit(Channel channel, UnreadAnswer unread) {
		if (this.open.incrementAndGet() > this.settings.maxConnections()) {
			channel.close();
		}
		channel.closeFuture().addListener((closed) -> this.open.decrementAndGet());
		channel.pipeline()
			.addBefore(NettyPipeline.HttpCodec, "connection-guard",
					new ConnectionGuard(this.limits, this.settings, this.scratch, unread));
	}

}
