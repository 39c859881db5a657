package dev.gatehouse.gateway.loop;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of Linux, for servers and clients. Where there is no {@link Transport},
 * Reactor Netty's own are used.
 */
final class EventLoops implements LoopResources {

	private static final Logger log = LoggerFactory.getLogger(EventLoops.class);

	private static @Nullable EventLoops current;

	private final EventLoopGroup servers;

	/**
	 * Accepts connections. A loop that has requests to answer accepts sixteen at most
	 * between two looks at all others, and thousands that come together would wait for
	 * many seconds.
	 */
	private final EventLoopGroup acceptors;

	/** Who asks on one of the loops gets a connection on the same. */
	private final EventLoopGroup clients;

	/**
	 * Creates them.
	 * @throws IllegalStateException if the kernel has not what one of them needs
	 */
	EventLoops(Transport transport, IoHandlerFactory handlers) {
		String name = "reactor-http-" + transport.threads() + "-";
		this.servers = new MultiThreadIoEventLoopGroup(DEFAULT_IO_WORKER_COUNT, new Threads(name), handlers);
		try {
			this.acceptors = new MultiThreadIoEventLoopGroup(1, new Threads("reactor-http-select-"), handlers);
		}
		catch (RuntimeException ex) {
			this.servers.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
			throw ex;
		}
		this.clients = LoopResources.colocate(this.servers);
	}

	/**
	 * Has Reactor Netty use them, where it does not and can.
	 * @param wanted null: epoll, where there is one
	 */
	static synchronized void use(@Nullable Transport wanted) {
		Transport transport = Transport.here(wanted);
		if (transport != null && (current == null || current.isDisposed())) {
			current = of(transport, transport.handlers());
			HttpResources.set(current);
			log.info("connections are served with {}", transport.threads());
		}
	}

	/**
	 * Returns new ones.
	 * @throws InvalidSetting if the kernel has not what one of them needs
	 */
	static EventLoops of(Transport transport, IoHandlerFactory handlers) {
		try {
			return new EventLoops(transport, handlers);
		}
		catch (IllegalStateException ex) {
			// Rings count as locked memory, of which there may be too little.
			throw Transport.notToBeHad(transport, (ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.servers;
	}

	@Override
	public EventLoopGroup onServerSelect(boolean useNative) {
		return this.acceptors;
	}

	@Override
	public EventLoopGroup onClient(boolean useNative) {
		return this.clients;
	}

	@Override
	public boolean isDisposed() {
		return this.servers.isShuttingDown();
	}

	/** Who waits for the end of loops waits no longer than so, even if one hangs. */
	@Override
	public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
		return Mono.when(end(this.acceptors, quietPeriod, timeout), end(this.servers, quietPeriod, timeout))
			.timeout(timeout,
					Mono.error(() -> new IllegalStateException("the event loops did not end within " + timeout)));
	}

	private static Mono<Void> end(EventLoopGroup group, Duration quietPeriod, Duration timeout) {
		return Mono
			.create((sink) -> group.shutdownGracefully(quietPeriod.toNanos(), timeout.toNanos(), TimeUnit.NANOSECONDS)
				.addListener((done) -> sink.success()));
	}

	private static final class Threads implements ThreadFactory {

		private final String name;

		private final AtomicInteger count = new AtomicInteger();

		Threads(String name) {
			this.name = name;
		}

		@Override
		public Thread newThread(Runnable work) {
			Thread thread = new LoopThread(work);
			thread.setName(this.name + this.count.incrementAndGet());
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
