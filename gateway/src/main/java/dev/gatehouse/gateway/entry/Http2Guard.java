package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import org.jspecify.annotations.Nullable;

/*
 * Stands between TLS and the codec of HTTP/2. What concerns a single request is the business of its stream's guard; here
 * is what only the connection as a whole shows: a head that does not come to its end, frames without requests, a client
 * that takes nothing, and time that passes without any stream.
 */
/**
 * Holds one connection of HTTP/2 to its limits of time and frames.
 */
final class Http2Guard extends ChannelDuplexHandler {

	/** What a connection waits for. */
	private enum Phase {

		HEAD, STREAMS, IDLE, END

	}

	/**
	 * How long what still comes is read and thrown away after the last word, so that it
	 * reaches a client that is still sending.
	 */
	private static final long LINGER_NANOS = 1_000_000_000L;

	private final ConnectionSettings times;

	private final FrameCheck frames = new FrameCheck();

	private Phase phase = Phase.HEAD;

	private boolean begun;

	private int streams;

	private boolean broken;

	private boolean readHeldBack;

	private @Nullable ChannelHandlerContext context;

	private @Nullable Deadline deadline;

	Http2Guard(ConnectionSettings times) {
		this.times = times;
	}

	/** The handshake is over. The first head is expected at once. */
	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.context = added;
		this.deadline = new Deadline(added.executor(), this::late, System::nanoTime);
		this.deadline.in(this.times.headTimeout().toNanos());
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext removed) {
		this.phase = Phase.END;
		deadline().cancel();
	}

	@Override
	public void channelInactive(ChannelHandlerContext inactive) {
		this.phase = Phase.END;
		deadline().cancel();
		inactive.fireChannelInactive();
	}

	private Deadline deadline() {
		return known(this.deadline);
	}

	private ChannelHandlerContext context() {
		return known(this.context);
	}

	private static <T> T known(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("not in a pipeline");
		}
		return value;
	}

	@Override
	public void channelRead(ChannelHandlerContext read, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		if (this.phase == Phase.END) {
			bytes.release();
			return;
		}
		this.frames.read(bytes);
		if (isFlood()) {
			bytes.release();
			return;
		}
		read.fireChannelRead(bytes);
		settle();
	}

	/** Returns whether there were too many frames, having ended the connection then. */
	private boolean isFlood() {
		if (this.phase != Phase.END && this.frames.isFlood()) {
			breakOff(Http2Error.ENHANCE_YOUR_CALM,
					Refusal.of(Problem.BAD_REQUEST, "There are many frames for few requests."));
		}
		return this.phase == Phase.END;
	}

	/** Sees what the connection waits for now, and sets its time if that is new. */
	private void settle() {
		Phase next = (this.frames.isInHead() || !this.begun) ? Phase.HEAD
				: (this.streams > 0) ? Phase.STREAMS : Phase.IDLE;
		if (this.phase == Phase.END || this.phase == next) {
			return;
		}
		this.phase = next;
		switch (next) {
			case HEAD -> deadline().in(this.times.headTimeout().toNanos());
			case IDLE -> deadline().in(this.times.idleTimeout().toNanos());
			case STREAMS, END -> {
			}
		}
	}

	/** A request has begun: its stream looks after its time. */
	void opened() {
		this.begun = true;
		this.streams++;
	}

	/**
	 * A request has ended.
	 * @param answered whether its client has got the whole answer
	 */
	void closed(boolean answered) {
		this.streams--;
		if (answered) {
			this.frames.answered();
		}
		else {
			this.frames.abandoned();
			isFlood();
		}
		settle();
	}

	/** Octets of an answer's body were sent. */
	void sent(int octets) {
		this.frames.sent(octets);
	}

	private void late() {
		switch (this.phase) {
			case HEAD -> {
				if (this.frames.isInHead()) {
					breakOff(Http2Error.ENHANCE_YOUR_CALM,
							Refusal.of(Problem.REQUEST_TIMEOUT, "The head of the request took too long."));
				}
				else {
					leave();
				}
			}
			case IDLE -> leave();
			case END -> context().close();
			case STREAMS -> {
			}
		}
	}

	/** Says goodbye and closes. */
	private void leave() {
		this.phase = Phase.END;
		deadline().in(LINGER_NANOS);
		context().channel().close();
	}

	/** Closes at once: whoever takes nothing takes no goodbye either. */
	void giveUp() {
		this.phase = Phase.END;
		context().close();
	}

	/** Lets the codec end the connection with an error. */
	private void breakOff(Http2Error error, Refusal refusal) {
		fail();
		context().fireExceptionCaught(Http2Exception.connectionError(error, refusal, refusal.detail()));
	}

	/** The connection ends with an error. Nothing that still comes is read. */
	void fail() {
		if (this.phase != Phase.END) {
			this.phase = Phase.END;
			this.broken = true;
			deadline().in(LINGER_NANOS);
		}
	}

	/** Answers that nobody takes pile up: no more requests are read for the while. */
	@Override
	public void read(ChannelHandlerContext wanted) {
		this.readHeldBack = !wanted.channel().isWritable() && this.phase != Phase.END;
		if (!this.readHeldBack) {
			wanted.read();
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext changed) {
		changed.fireChannelWritabilityChanged();
		if (this.readHeldBack && changed.channel().isWritable()) {
			this.readHeldBack = false;
			changed.read();
		}
	}

	/** A connection that is closed while its client sends would take the error along. */
	@Override
	public void close(ChannelHandlerContext closed, ChannelPromise promise) {
		if (this.broken && closed.channel().isActive()) {
			closed.channel().closeFuture().addListener((done) -> promise.trySuccess());
			closed.channel().config().setAutoRead(true);
		}
		else {
			closed.close(promise);
		}
	}

}
