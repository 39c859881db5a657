package dev.gatehouse.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** One connection of a generator: at most one request is on its way. */
final class LoadConnection extends ChannelInboundHandlerAdapter {

	private final Generator generator;

	private final AnswerReader answer = new AnswerReader();

	private @Nullable ChannelHandlerContext context;

	private boolean waiting;

	private long due;

	LoadConnection(Generator generator) {
		this.generator = generator;
	}

	/** Sends a request that is, or was, due at that time. */
	void send(ByteBuf request, long due) {
		if (this.context == null) {
			throw new IllegalStateException("not connected");
		}
		this.waiting = true;
		this.due = due;
		this.context.writeAndFlush(request, this.context.voidPromise());
	}

	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.context = context;
		this.generator.opened(this);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		try {
			if (this.answer.read(bytes)) {
				ended(context);
			}
		}
		finally {
			bytes.release();
		}
	}

	private void ended(ChannelHandlerContext context) {
		this.waiting = false;
		if (this.answer.status() >= 200 && this.answer.status() < 300) {
			this.generator.answered(this.due);
		}
		else {
			this.generator.failed();
		}
		if (this.answer.isClosing()) {
			context.close();
		}
		else {
			this.generator.isFree(this);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.waiting) {
			this.waiting = false;
			this.generator.failed();
		}
		this.generator.ended(this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
