package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/*
 * The counterpart of the guard of an HTTP/1.1 connection, for one request and its stream. A refusal closes the stream and
 * nothing else: what came with it on the connection goes on.
 */
/**
 * Holds one request on a stream of HTTP/2 to the rules and to the limits of size and
 * time.
 */
final class StreamGuard extends ChannelDuplexHandler {

	/** What a stream waits for. */
	private enum Phase {

		HEAD, BODY, ANSWER, END

	}

	private final Http2Guard connection;

	private final EntrySettings.Limits limits;

	private final ConnectionSettings times;

	private final UnreadAnswer unread;

	private Phase phase = Phase.HEAD;

	private long length = DecisiveFields.NO_LENGTH;

	private long seen;

	private boolean received;

	private boolean malformed;

	private boolean answering;

	private @Nullable ChannelFuture end;

	private final BrokenBody broken = new BrokenBody();

	private @Nullable Deadline deadline;

	StreamGuard(Http2Guard connection, EntrySettings.Limits limits, ConnectionSettings times, UnreadAnswer unread) {
		this.connection = connection;
		this.limits = limits;
		this.times = times;
		this.unread = unread;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.connection.opened();
		this.deadline = new Deadline(context.executor(), () -> late(context), System::nanoTime);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.phase = Phase.END;
		if (this.deadline != null) {
			this.deadline.cancel();
		}
		this.connection.closed(this.end != null && this.end.isSuccess());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof Http2HeadersFrame frame && this.phase == Phase.HEAD) {
			readHead(context, frame);
		}
		else if (message instanceof Http2HeadersFrame trailers && this.phase == Phase.BODY) {
			readTrailers(context, trailers);
		}
		else if (message instanceof Http2DataFrame data && this.phase == Phase.BODY) {
			readData(context, data);
		}
		else {
			drop(context, message);
		}
	}

	/**
	 * What stands for nothing: the rest of a refused request, or a frame of an extension.
	 */
	private void drop(ChannelHandlerContext context, Object message) {
		this.received |= message instanceof Http2HeadersFrame
				|| (message instanceof Http2DataFrame data && data.isEndStream());
		ReferenceCountUtil.release(message);
		context.read();
	}

	private void readHead(ChannelHandlerContext context, Http2HeadersFrame frame) {
		StreamHead head = (StreamHead) frame.headers();
		this.received = frame.isEndStream();
		Refusal refusal = head.judge(this.received);
		if (refusal != null) {
			refuse(context, refusal, head.requestLine());
			return;
		}
		this.length = head.length();
		await(this.received ? Phase.ANSWER : Phase.BODY);
		context.fireChannelRead(frame);
	}

	private void readData(ChannelHandlerContext context, Http2DataFrame frame) {
		this.received = frame.isEndStream();
		this.seen += frame.content().readableBytes();
		Refusal refusal = judgeBody();
		if (refusal != null) {
			frame.release();
			breakOff(context, refusal);
			return;
		}
		if (this.received) {
			await(Phase.ANSWER);
		}
		context.fireChannelRead(frame);
	}

	private @Nullable Refusal judgeBody() {
		boolean announced = this.length != DecisiveFields.NO_LENGTH;
		if (announced && (this.seen > this.length || (this.received && this.seen < this.length))) {
			return StreamHead.differs();
		}
		long most = this.limits.maxBody().toBytes();
		return (!announced && this.seen > most) ? Entry.tooLarge(most) : null;
	}

	/** Trailers end the body and go no further (RFC 9110, section 6.5.1). */
	private void readTrailers(ChannelHandlerContext context, Http2HeadersFrame frame) {
		this.received = true;
		Refusal refusal = ((StreamHead) frame.headers()).judgeTrailers();
		if (refusal == null) {
			refusal = judgeBody();
		}
		if (refusal != null) {
			breakOff(context, refusal);
			return;
		}
		await(Phase.ANSWER);
		context.fireChannelRead(new DefaultHttp2DataFrame(true).stream(frame.stream()));
	}

	private void await(Phase next) {
		this.phase = next;
		if (this.deadline != null) {
			this.deadline
				.in((next == Phase.BODY) ? this.times.bodyTimeout().toNanos() : this.times.answerTimeout().toNanos());
		}
	}

	private void late(ChannelHandlerContext context) {
		if (this.phase == Phase.BODY && this.end == null) {
			breakOff(context, Refusal.of(Problem.REQUEST_TIMEOUT, "The body of the request took too long."));
		}
		else if (context.channel().parent().isWritable()) {
			reset(context, Http2Error.CANCEL);
		}
		else {
			this.connection.giveUp();
		}
	}

	/** Answers a request that nobody behind this has seen. */
	private void refuse(ChannelHandlerContext context, Refusal refusal, @Nullable String requestLine) {
		this.malformed = StreamHead.isMalformed(refusal);
		await(Phase.END);
		FullHttpResponse answer = this.unread.to(context.channel(), requestLine, refusal);
		Http2Headers headers = HttpConversionUtil.toHttp2Headers(answer, false);
		ByteBuf body = answer.content();
		write(context, new DefaultHttp2HeadersFrame(headers, !body.isReadable()), context.newPromise());
		if (body.isReadable()) {
			write(context, new DefaultHttp2DataFrame(body, true), context.newPromise());
		}
		else {
			answer.release();
		}
		context.flush();
	}

	/** A request whose body broke off answers for itself. */
	private void breakOff(ChannelHandlerContext context, Refusal refusal) {
		this.malformed = StreamHead.isMalformed(refusal);
		await(Phase.END);
		if (this.length == 0) {
			// Nobody waits for a body that was announced as none.
			reset(context, Http2Error.PROTOCOL_ERROR);
		}
		else if (this.end == null) {
			this.broken.end(context, refusal);
		}
		context.read();
	}

	@Override
	public void read(ChannelHandlerContext context) {
		this.broken.tell(context);
		context.read();
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		boolean last = false;
		if (message instanceof Http2HeadersFrame head) {
			this.answering = true;
			last = head.isEndStream();
		}
		else if (message instanceof Http2DataFrame data) {
			this.connection.sent(data.content().readableBytes());
			last = data.isEndStream();
		}
		if (last) {
			ChannelPromise written = promise.unvoid();
			this.end = written;
			written.addListener((ChannelFutureListener) (future) -> closeRequest(context));
			context.write(message, written);
		}
		else {
			context.write(message, promise);
		}
	}

	/**
	 * The answer is out. A request that is not to be read to its end is told so (RFC
	 * 9113, section 8.1), a malformed one that it was (section 8.1.1).
	 */
	private void closeRequest(ChannelHandlerContext context) {
		if (this.malformed) {
			reset(context, Http2Error.PROTOCOL_ERROR);
		}
		else if (!this.received) {
			reset(context, Http2Error.NO_ERROR);
		}
	}

	private void reset(ChannelHandlerContext context, Http2Error error) {
		if (context.channel().isActive()) {
			context.writeAndFlush(new DefaultHttp2ResetFrame(error));
		}
	}

	/** An answer that breaks off must not look as if the client had wanted it so. */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		if (this.end != null) {
			closeRequest(context);
		}
		else if (this.answering) {
			reset(context, Http2Error.INTERNAL_ERROR);
		}
		context.close(promise);
	}

	/** What the codec finds wrong with a body is wrong with the request. */
	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
		if (!(error instanceof Http2Exception)) {
			context.fireExceptionCaught(error);
		}
		else if (this.phase == Phase.BODY) {
			breakOff(context, HeadCheck.malformed("The frames of the request are not in order."));
		}
	}

}
