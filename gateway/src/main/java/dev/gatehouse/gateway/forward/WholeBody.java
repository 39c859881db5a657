package dev.gatehouse.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * A short body in one piece, so that it goes out with its header fields in one write, or,
 * when it breaks off, not at all. One part that comes alone, as it mostly does, is passed
 * on as it is. For one subscriber.
 */
final class WholeBody extends Mono<ByteBuf> implements CoreSubscriber<ByteBuf>, Subscription {

	private final Publisher<ByteBuf> parts;

	private final ByteBufAllocator buffers;

	private @Nullable CoreSubscriber<? super ByteBuf> reader;

	private @Nullable Subscription source;

	private @Nullable ByteBuf body;

	private boolean over;

	WholeBody(Publisher<ByteBuf> parts, ByteBufAllocator buffers) {
		this.parts = parts;
		this.buffers = buffers;
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
		if (this.over) {
			return;
		}
		ByteBuf body = this.body;
		if (body == null) {
			this.body = part.retain();
		}
		else if (body instanceof CompositeByteBuf several) {
			several.addComponent(true, part.retain());
		}
		else {
			this.body = this.buffers.compositeBuffer().addComponent(true, body).addComponent(true, part.retain());
		}
	}

	@Override
	public void onComplete() {
		if (this.over) {
			return;
		}
		this.over = true;
		ByteBuf body = this.body;
		this.body = null;
		if (body != null) {
			reader().onNext(body);
		}
		reader().onComplete();
	}

	@Override
	public void onError(Throwable error) {
		if (!this.over) {
			drop();
			reader().onError(error);
		}
	}

	@Override
	public void request(long n) {
		// There is one to come, whenever it is whole.
	}

	@Override
	public void cancel() {
		if (!this.over) {
			drop();
			if (this.source != null) {
				this.source.cancel();
			}
		}
	}

	private void drop() {
		this.over = true;
		ByteBuf body = this.body;
		this.body = null;
		if (body != null) {
			body.release();
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
