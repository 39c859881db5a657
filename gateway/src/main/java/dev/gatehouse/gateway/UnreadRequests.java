package dev.gatehouse.gateway;

import java.net.InetSocketAddress;

import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.entry.UnreadAnswer;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.ProblemWriter;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.record.Recorder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * What is refused before it is a request, because it cannot be read or is too large or
 * too slow, gets the same problem and the same record as any other refusal. Mostly the
 * guard of the connection asks for it; where the HTTP server itself says no, with an
 * empty answer, a problem takes its place.
 */
@Sharable
final class UnreadRequests extends ChannelOutboundHandlerAdapter implements UnreadAnswer {

	private final ProblemWriter problems;

	private final Recorder recorder;

	UnreadRequests(ProblemWriter problems, Recorder recorder) {
		this.problems = problems;
		this.recorder = recorder;
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof FullHttpResponse answer && isServersOwn(answer)) {
			context.write(problem(context, answer), promise);
		}
		else {
			context.write(message, promise);
		}
	}

	/** Everything that went through the walk has a request id. */
	private static boolean isServersOwn(FullHttpResponse answer) {
		return switch (answer.status().code()) {
			case 400, 413, 414, 431 -> !answer.headers().contains("X-Request-Id") && !answer.content().isReadable();
			default -> false;
		};
	}

	private FullHttpResponse problem(ChannelHandlerContext context, FullHttpResponse answer) {
		Refusal refusal = refusal(answer.status());
		ReferenceCountUtil.release(answer);
		return to(context.channel(), null, refusal);
	}

	@Override
	public FullHttpResponse to(Channel channel, @Nullable String requestLine, Refusal refusal) {
		Passage passage = begin(channel, requestLine, refusal);
		int status = refusal.problem().status();
		byte[] body = this.problems.body(refusal, passage.requestId());
		boolean mayHaveBody = requestLine == null || !requestLine.startsWith("HEAD ");
		FullHttpResponse problem = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status),
				mayHaveBody ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
		this.problems.fields(refusal, passage.requestId(), isSecure(channel)).forEach(problem.headers()::set);
		problem.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length).set(HttpHeaderNames.CONNECTION, "close");
		this.recorder.endUnread(passage, status);
		return problem;
	}

	@Override
	public void record(Channel channel, Refusal refusal) {
		this.recorder.endUnread(begin(channel, null, refusal), refusal.problem().status());
	}

	private Passage begin(Channel channel, @Nullable String requestLine, Refusal refusal) {
		Passage passage = this.recorder.beginUnread(requestLine);
		if (channel.remoteAddress() instanceof InetSocketAddress peer) {
			passage.from(new Source(peer.getAddress(), peer.getAddress().getHostAddress(), "http", ""));
		}
		passage.refused(refusal);
		return passage;
	}

	/** A stream of HTTP/2 has a connection as its parent. */
	private static boolean isSecure(Channel channel) {
		Channel parent = channel.parent();
		return hasTls(channel) || (parent != null && hasTls(parent));
	}

	private static boolean hasTls(Channel channel) {
		return channel.pipeline().get(SslHandler.class) != null;
	}

	private static Refusal refusal(HttpResponseStatus status) {
		return switch (status.code()) {
			case 431 -> Refusal.of(Problem.HEADERS_TOO_LARGE, "The header fields are too many or too large.");
			case 413 -> Refusal.of(Problem.BODY_TOO_LARGE, "The body is larger than allowed.");
			case 414 -> Refusal.of(Problem.TARGET_TOO_LONG, "The request target is too long.");
			default -> Refusal.of(Problem.BAD_REQUEST, "The request is not well-formed.");
		};
	}

}
