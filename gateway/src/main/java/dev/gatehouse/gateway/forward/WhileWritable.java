package dev.gatehouse.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A body whose next part is asked for only while the connection that it goes to takes
 * more, by Netty's water marks of what waits to be sent. Reactor Netty (1.3.8) counts
 * parts instead, of whatever size, and would keep 128 of them for each client that takes
 * nothing. For one subscriber; parts may come on another thread than the goal's.
 */
final class WhileWritable extends Flux<ByteBuf> implements CoreSubscriber<ByteBuf>, Subscription {

	private final Publisher<ByteBuf> parts;

	private final Channel goal;

	private @Nullable CoreSubscriber<? super ByteBuf> reader;

	private @Nullable Subscription source;

	private @Nullable Watch watch;

	private long wanted;

	private boolean asked;

	private boolean ended;

	/**
	 * Creates the body of these parts.
	 * @param goal where it goes
	 */
	WhileWritable(Publisher<ByteBuf> parts, Channel goal) {
		this.parts = parts;
		this.goal = goal;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ByteBuf> reader) {
		this.reader = reader;
		this.parts.subscribe(this);
	}

	@Override
	public void onSubscribe(Subscription source) {
		this.source = source;
		reader().onSubscribe(this);
	}

	@Override
	public void request(long n) {
		synchronized (this) {
			this.wanted = Operators.addCap(this.wanted, n);
		}
		askInTurn();
	}

	/** A part that comes on another thread is counted when the goal's has written it. */
	private void askInTurn() {
		if (this.goal.eventLoop().inEventLoop()) {
			ask();
		}
		else {
			this.goal.eventLoop().execute(this::ask);
		}
	}

	private void ask() {
		Watch missing = null;
		synchronized (this) {
			if (this.ended || this.asked || this.wanted == 0) {
				return;
			}
			if (this.goal.isWritable()) {
				this.asked = true;
				this.wanted--;
			}
			else if (this.watch == null) {
				missing = new Watch();
				this.watch = missing;
			}
			else {
				return;
			}
		}
		if (missing != null) {
			this.goal.pipeline().addFirst(missing);
		}
		else if (this.source != null) {
			this.source.request(1);
		}
	}

	@Override
	public void onNext(ByteBuf part) {
		synchronized (this) {
			this.asked = false;
		}
		reader().onNext(part);
		askInTurn();
	}

	@Override
	public void onComplete() {
		end();
		reader().onComplete();
	}

	@Override
	public void onError(Throwable error) {
		end();
		reader().onError(error);
	}

	@Override
	public void cancel() {
		if (this.source != null) {
			this.source.cancel();
		}
		end();
	}

	private void end() {
		Watch watch;
		synchronized (this) {
			this.ended = true;
			watch = this.watch;
		}
		if (watch != null) {
			watch.end();
		}
	}

	private CoreSubscriber<? super ByteBuf> reader() {
		if (this.reader == null) {
			throw new IllegalStateException("nobody has subscribed");
		}
		return this.reader;
	}

	@Override
	public Context currentContext() {
		return reader().currentContext();
	}

	/** Stands where the connection that it goes to tells what it takes. */
	private final class Watch extends ChannelInboundHandlerAdapter {

		/** What was told before it stood here was not heard. */
		@Override
		public void handlerAdded(ChannelHandlerContext context) {
			ask();
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext context) {
			ask();
			context.fireChannelWritabilityChanged();
		}

		void end() {
			WhileWritable.this.goal.eventLoop().execute(() -> {
				ChannelHandlerContext context = WhileWritable.this.goal.pipeline().context(this);
				if (context != null) {
					context.pipeline().remove(this);
				}
			});
		}

	}

}
