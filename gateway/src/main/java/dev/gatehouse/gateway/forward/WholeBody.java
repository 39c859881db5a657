package dev.gatehouse.gateway.forward;

import java.io.EOFException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/**
 * A short body in one piece, so that it goes out with its header fields in one write, or,
 * when it breaks off, not at all. One part that comes alone, as it mostly does, is passed
 * on as it is. It owns the parts that it is given. For one subscriber, who may cancel on
 * another thread than that of the parts: who takes the body away has it.
 */
final class WholeBody extends Mono<ByteBuf> implements CoreSubscriber<ByteBuf>, Subscription {

	/** Bytes up to which a body is kept until it is whole. */
	private static final int MOST = 8 * 1024;

	private final Publisher<ByteBuf> parts;

	private final Channel goal;

	private final long length;

	private @Nullable CoreSubscriber<? super ByteBuf> reader;

	private @Nullable Subscription source;

	private @Nullable ByteBuf body;

	private boolean over;

	/**
	 * Creates the body of these parts.
	 * @param goal where it goes
	 * @param length bytes, as they were announced
	 */
	WholeBody(Publisher<ByteBuf> parts, Channel goal, long length) {
		this.parts = parts;
		this.goal = goal;
		this.length = length;
	}

	/** Returns whether a body of this length is worth keeping. */
	static boolean isFor(long length) {
		return length > 0 && length <= MOST;
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
		source.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(ByteBuf part) {
		if (!add(part)) {
			part.release();
		}
	}

	private synchronized boolean add(ByteBuf part) {
		if (this.over) {
			return false;
		}
		ByteBuf body = this.body;
		if (body == null) {
			this.body = part;
		}
		else if (body instanceof CompositeByteBuf several) {
			several.addComponent(true, part);
		}
		else {
			this.body = this.goal.alloc().compositeBuffer().addComponent(true, body).addComponent(true, part);
		}
		return true;
	}

	/** Ends it, for the first who wants to: returns what there is, else null. */
	private synchronized @Nullable ByteBuf end() {
		if (this.over) {
			return null;
		}
		this.over = true;
		ByteBuf body = this.body;
		this.body = null;
		return (body != null) ? body : Unpooled.EMPTY_BUFFER;
	}

	/**
	 * What is passed on to a connection that has just been closed is never released, and
	 * an answer that came before the request was out may end too soon without an error.
	 */
	@Override
	public void onComplete() {
		ByteBuf body = end();
		if (body == null) {
			return;
		}
		if (!this.goal.isActive()) {
			body.release();
			reader().onError(AbortedException.beforeSend());
		}
		else if (body.readableBytes() != this.length) {
			body.release();
			reader().onError(new EOFException("the body is not as long as announced"));
		}
		else {
			reader().onNext(body);
			reader().onComplete();
		}
	}

	@Override
	public void onError(Throwable error) {
		ByteBuf body = end();
		if (body != null) {
			body.release();
			reader().onError(error);
		}
	}

	@Override
	public void request(long n) {
		// There is one to come, whenever it is whole.
	}

	@Override
	public void cancel() {
		ByteBuf body = end();
		if (body != null) {
			body.release();
			if (this.source != null) {
				this.source.cancel();
			}
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

}
