package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;

/*
 * Stands before the HTTP codec and lets one request in at a time: a head when it is whole and found well-formed, then its
 * body as it comes, and nothing of the next one before the answer is out. So no second reader ever waits on half a head,
 * answers need no sorting, requests that are sent at once wait here as bytes, within a bound, and whatever is refused here
 * has left no trace behind it. Bytes are not copied on their way, but each head is looked at in an array, which is what
 * the compiler handles best.
 */
/**
 * Holds one connection to the rules of HTTP/1.1 and to its limits of size and time.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

	/** What a connection waits for. */
	private enum Phase {

		HANDSHAKE, REQUEST, HEAD, BODY, ANSWER, END

	}

	/** Bytes of further requests that wait for the answer to the first. */
	private static final int MOST_WAITING = 64 * 1024;

	/**
	 * How long what still comes is read and thrown away after a last answer, so that it
	 * reaches a client that is still sending (RFC 9112, section 9.6).
	 */
	private static final long LINGER_NANOS = 1_000_000_000L;

	private final ConnectionSettings times;

	private final FastThreadLocal<byte[]> scratch;

	private final UnreadAnswer unread;

	private final HeadCheck head;

	private final ChunkCheck chunks;

	private Phase phase = Phase.HANDSHAKE;

	private @Nullable Phase timed;

	private @Nullable ByteBuf held;

	private int scanned;

	private long bodyLeft;

	private boolean answered;

	private boolean proceeding;

	private boolean lingering;

	private final BrokenBody broken = new BrokenBody();

	private @Nullable Deadline deadline;

	ConnectionGuard(EntrySettings.Limits limits, ConnectionSettings times, FastThreadLocal<byte[]> scratch,
			UnreadAnswer unread) {
		this.times = times;
		this.scratch = scratch;
		this.unread = unread;
		this.head = new HeadCheck(limits);
		this.chunks = new ChunkCheck(limits);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		waitOn(context);
	}

	/** With TLS this comes after the handshake. The first head is expected at once. */
	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.phase = Phase.REQUEST;
		this.timed = Phase.HEAD;
		deadline(context).in(this.times.headTimeout().toNanos());
		context.fireChannelActive();
	}

	private Deadline deadline(ChannelHandlerContext context) {
		if (this.deadline == null) {
			this.deadline = new Deadline(context.executor(), () -> late(context), System::nanoTime);
		}
		return this.deadline;
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		end();
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		end();
	}

	private void end() {
		this.phase = Phase.END;
		drop();
		if (this.deadline != null) {
			this.deadline.cancel();
		}
	}

	private void drop() {
		ByteBuf bytes = this.held;
		this.held = null;
		if (bytes != null) {
			bytes.release();
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		if (this.phase == Phase.END || !bytes.isReadable()) {
			bytes.release();
			return;
		}
		this.held = (this.held == null) ? bytes
				: ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), this.held, bytes);
		proceed(context);
	}

	/** Lets in what may come in. What that sets off may call this again. */
	private void proceed(ChannelHandlerContext context) {
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		try {
			boolean again = true;
			while (again && this.held != null) {
				again = letIn(context, this.held);
			}
		}
		catch (Refusal refusal) {
			refuse(context, refusal);
		}
		finally {
			this.proceeding = false;
		}
		waitOn(context);
	}

	/** Returns whether to look again. */
	private boolean letIn(ChannelHandlerContext context, ByteBuf bytes) {
		return switch (this.phase) {
			case REQUEST, HEAD -> letHeadIn(context, bytes);
			case BODY -> letBodyIn(context, bytes);
			case HANDSHAKE, ANSWER, END -> false;
		};
	}

	private boolean letHeadIn(ChannelHandlerContext context, ByteBuf bytes) {
		byte[] octets = this.scratch.get();
		int length = Math.min(bytes.readableBytes() - this.scanned, octets.length);
		bytes.getBytes(bytes.readerIndex() + this.scanned, octets, 0, length);
		this.scanned += this.head.read(octets, length);
		if (!this.head.isComplete()) {
			this.phase = Phase.HEAD;
			return false;
		}
		int size = this.scanned;
		this.scanned = 0;
		this.answered = false;
		this.timed = null;
		this.bodyLeft = this.head.length();
		this.phase = (this.head.isChunked() || this.bodyLeft > 0) ? Phase.BODY : Phase.ANSWER;
		this.head.reset();
		this.chunks.reset();
		pass(context, bytes, size);
		return true;
	}

	private boolean letBodyIn(ChannelHandlerContext context, ByteBuf bytes) {
		int size;
		boolean whole;
		if (this.bodyLeft == DecisiveFields.NO_LENGTH) {
			size = this.chunks.read(bytes);
			whole = this.chunks.isComplete();
		}
		else {
			size = (int) Math.min(this.bodyLeft, bytes.readableBytes());
			this.bodyLeft -= size;
			whole = this.bodyLeft == 0;
		}
		if (whole) {
			this.phase = this.answered ? Phase.REQUEST : Phase.ANSWER;
		}
		pass(context, bytes, size);
		return true;
	}

	private void pass(ChannelHandlerContext context, ByteBuf bytes, int size) {
		if (size == bytes.readableBytes()) {
			this.held = null;
			context.fireChannelRead(bytes);
		}
		else {
			context.fireChannelRead(bytes.readRetainedSlice(size));
		}
	}

	/** Sees to it that what is waited for can come, and not too late. */
	private void waitOn(ChannelHandlerContext context) {
		if (this.phase == Phase.HEAD) {
			context.read();
		}
		else if (isFull()) {
			context.channel().config().setAutoRead(false);
		}
		if (this.timed != this.phase && this.phase != Phase.END) {
			this.timed = this.phase;
			deadline(context).in(limit());
		}
	}

	private long limit() {
		return switch (this.phase) {
			case HANDSHAKE -> this.times.handshakeTimeout().toNanos();
			case REQUEST -> this.times.idleTimeout().toNanos();
			case HEAD -> this.times.headTimeout().toNanos();
			case BODY -> this.times.bodyTimeout().toNanos();
			case ANSWER, END -> this.times.answerTimeout().toNanos();
		};
	}

	private boolean isFull() {
		return this.phase == Phase.ANSWER && this.held != null && this.held.readableBytes() >= MOST_WAITING;
	}

	@Override
	public void read(ChannelHandlerContext context) {
		this.broken.tell(context);
		if (!isFull()) {
			context.read();
		}
	}

	/** Among these events is the end of each answer; nobody has the connection then. */
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		context.fireUserEventTriggered(event);
		if (ChannelOperations.get(context.channel()) == null && !context.isRemoved()) {
			switch (this.phase) {
				case BODY -> this.answered = true;
				case ANSWER -> answered(context);
				case END -> linger(context);
				case HANDSHAKE, REQUEST, HEAD -> {
				}
			}
		}
	}

	private void answered(ChannelHandlerContext context) {
		this.phase = Phase.REQUEST;
		if (this.proceeding) {
			return;
		}
		if (this.held != null) {
			context.executor().execute(() -> goOn(context));
		}
		else {
			waitOn(context);
		}
	}

	/** Lets in the request that has waited. */
	private void goOn(ChannelHandlerContext context) {
		if (this.held != null) {
			proceed(context);
			context.fireChannelReadComplete();
			if (this.phase != Phase.ANSWER) {
				context.read();
			}
		}
	}

	private void late(ChannelHandlerContext context) {
		switch (this.phase) {
			case HEAD -> refuse(context, tooSlow("The head of the request took too long."));
			case BODY -> refuse(context, tooSlow("The body of the request took too long."));
			case HANDSHAKE, REQUEST, ANSWER, END -> context.close();
		}
	}

	private static Refusal tooSlow(String detail) {
		return Refusal.of(Problem.REQUEST_TIMEOUT, detail);
	}

	/**
	 * Nothing that still comes is read. A request whose body broke off answers for
	 * itself.
	 */
	private void refuse(ChannelHandlerContext context, Refusal refusal) {
		Phase before = this.phase;
		@Nullable String requestLine = requestLine();
		drop();
		this.phase = Phase.END;
		deadline(context).in(this.times.answerTimeout().toNanos());
		if (before == Phase.BODY && !this.answered) {
			this.broken.end(context, refusal);
		}
		else if (before == Phase.BODY) {
			linger(context);
		}
		else {
			context.pipeline()
				.context(NettyPipeline.HttpTrafficHandler)
				.writeAndFlush(this.unread.to(context.channel(), requestLine, refusal))
				.addListener((ChannelFutureListener) (written) -> linger(context));
		}
	}

	private @Nullable String requestLine() {
		if (this.held == null || !this.head.hasBegun()) {
			return null;
		}
		int from = this.held.readerIndex();
		if (this.held.getByte(from) == '\r') {
			from += 2;
		}
		int end = this.held.indexOf(from, this.held.writerIndex(), (byte) '\r');
		return this.held.toString(from, end - from, StandardCharsets.ISO_8859_1);
	}

	/**
	 * A connection that is closed while its client sends would take the answer along. The
	 * server closes more than once.
	 */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		boolean sending = this.phase == Phase.BODY || this.phase == Phase.END || this.held != null;
		if (sending && context.channel().isActive()) {
			context.channel().closeFuture().addListener((closed) -> promise.trySuccess());
			linger(context);
		}
		else {
			context.close(promise);
		}
	}

	private void linger(ChannelHandlerContext context) {
		if (this.lingering || !context.channel().isActive()) {
			return;
		}
		this.lingering = true;
		this.phase = Phase.END;
		drop();
		context.channel().config().setAutoRead(true);
		deadline(context).in(LINGER_NANOS);
		if (context.channel() instanceof DuplexChannel channel && context.pipeline().get(SslHandler.class) == null) {
			channel.shutdownOutput();
		}
	}

}
