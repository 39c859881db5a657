package dev.gatehouse.gateway.entry;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Netty's codec of HTTP/2 with the bounds of this gateway, each set here whatever the
 * default is, and heads that are judged by {@link StreamHead}.
 */
final class Http2Codec extends Http2FrameCodec {

	/** Octets of bodies that are on their way to us, of one stream. */
	private static final int STREAM_WINDOW = 65_535;

	/** Octets of what the two sides have in common of earlier heads. */
	private static final int HEADER_TABLE = 4096;

	private static final int FRAME = 16_384;

	/** Frames in which a head may come, when they are small. */
	private static final int MOST_CONTINUATIONS = 16;

	/** What a field counts for in the size of a list (RFC 9113, section 6.5.2). */
	private static final int AROUND_FIELD = 32;

	private Http2Codec(Http2ConnectionEncoder encoder, DefaultHttp2ConnectionDecoder decoder, Http2Settings settings) {
		super(encoder, decoder, settings, false, true);
		// Streams have limits of their own, and the end of the gateway has one.
		gracefulShutdownTimeoutMillis(-1);
	}

	static Http2Codec create(EntrySettings.Limits limits, int maxStreams) {
		Http2Connection connection = new DefaultHttp2Connection(true);
		connection.remote().maxActiveStreams(maxStreams);
		// Whatever a client says of priorities (RFC 9113, section 5.3), each stream has
		// its
		// turn.
		connection.remote()
			.flowController(
					new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
		Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection,
				new DefaultHttp2FrameWriter(new AnswerHeads()));
		Http2FrameReader reader = new DefaultHttp2FrameReader(new Heads(limits), MOST_CONTINUATIONS);
		DefaultHttp2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(connection, encoder, reader,
				Http2PromisedRequestVerifier.ALWAYS_VERIFY, true, true, false);
		Http2Settings settings = new Http2Settings().maxConcurrentStreams(maxStreams)
			.initialWindowSize(STREAM_WINDOW)
			.headerTableSize(HEADER_TABLE)
			.maxFrameSize(FRAME)
			.maxHeaderListSize(announcedSize(limits));
		return new Http2Codec(encoder, decoder, settings);
	}

	/** Enough that it keeps no client from what would be let in. */
	private static long announcedSize(EntrySettings.Limits limits) {
		return limits.maxHeaders().toBytes() + limits.maxPath() + (long) AROUND_FIELD * limits.maxHeaderCount();
	}

	/**
	 * Remembers no more of answers than we do of requests, however much a client would.
	 */
	private static final class AnswerHeads extends DefaultHttp2HeadersEncoder {

		@Override
		public void maxHeaderTableSize(long max) throws Http2Exception {
			super.maxHeaderTableSize(Math.min(max, HEADER_TABLE));
		}

	}

	/** Decodes each head into one that judges itself. */
	private static final class Heads extends DefaultHttp2HeadersDecoder {

		private final EntrySettings.Limits limits;

		/**
		 * What a head is encoded in may be twice as long as any that is let in: up to
		 * there a client is told so, beyond it the connection ends.
		 */
		private final long longestBlock;

		Heads(EntrySettings.Limits limits) {
			super(false, Integer.MAX_VALUE);
			this.limits = limits;
			this.longestBlock = 2 * announcedSize(limits);
		}

		@Override
		protected Http2Headers newHeaders() {
			return new StreamHead(this.limits, numberOfHeadersGuess());
		}

		@Override
		public long maxHeaderListSizeGoAway() {
			return this.longestBlock;
		}

		/** What is announced is not what is enforced. */
		@Override
		public void maxHeaderListSize(long max, long goAwayMax) {
		}

	}

}
