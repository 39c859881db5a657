package dev.gatehouse.gateway.loop;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of Linux, for servers and clients, with {@link LazyInterest}. Where
 * there is no epoll, Reactor Netty's own are used.
 */
final class EventLoops implements LoopResources {

	private static @Nullable EventLoops current;

	private final EventLoopGroup group = new Group(DEFAULT_IO_WORKER_COUNT);

	private EventLoops() {
	}

	/** Has Reactor Netty use them, where it does not and can. */
	static synchronized void use() {
		if (Epoll.isAvailable() && (current == null || current.isDisposed())) {
			current = new EventLoops();
			HttpResources.set(current);
		}
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.group;
	}

	@Override
	public boolean isDisposed() {
		return this.group.isShuttingDown();
	}

	@Override
	public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
		return Mono.create(
				(sink) -> this.group.shutdownGracefully(quietPeriod.toNanos(), timeout.toNanos(), TimeUnit.NANOSECONDS)
					.addListener((done) -> sink.success()));
	}

	private static final class Group extends MultiThreadIoEventLoopGroup {

		Group(int threads) {
			super(threads, new Threads(), LazyInterest.of(EpollIoHandler.newFactory()));
		}

		@Override
		protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... none) {
			return new Loop(this, executor, handlers);
		}

	}

	/** A loop that says of itself that it is one of epoll, which it is. */
	private static final class Loop extends SingleThreadIoEventLoop {

		Loop(Group group, Executor executor, IoHandlerFactory handlers) {
			super(group, executor, handlers);
		}

		@Override
		public boolean isIoType(Class<? extends IoHandler> type) {
			return type == EpollIoHandler.class || super.isIoType(type);
		}

	}

	private static final class Threads implements ThreadFactory {

		private final AtomicInteger count = new AtomicInteger();

		@Override
		public Thread newThread(Runnable work) {
			Thread thread = new LoopThread(work);
			thread.setName("reactor-http-epoll-" + this.count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		}

	}

	/** Reactor lets nothing wait on it. */
	private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

		LoopThread(Runnable work) {
			super(work);
		}

	}

}
