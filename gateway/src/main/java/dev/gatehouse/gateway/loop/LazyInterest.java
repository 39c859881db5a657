package dev.gatehouse.gateway.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import org.jspecify.annotations.Nullable;

/*
 * Reactor Netty wants nothing to read from the moment a request or its answer begins and all of it again at its end, on both
 * of a request's connections: four system calls, where the request itself takes four. And mostly nothing comes meanwhile.
 */
/**
 * Lets the kernel go on watching for bytes that nobody wants to read for now, until there
 * are some: only then it is told. Netty watches by level, so bytes that are wanted later
 * are seen then. Used by the thread of its loop alone.
 */
final class LazyInterest implements IoHandler {

	private static final int IN = EpollIoOps.EPOLLIN.value();

	private final IoHandler epoll;

	private LazyInterest(IoHandler epoll) {
		this.epoll = epoll;
	}

	/** Returns what makes such handlers above those of epoll. */
	static IoHandlerFactory of(IoHandlerFactory epoll) {
		return (executor) -> new LazyInterest(epoll.newHandler(executor));
	}

	@Override
	public void initialize() {
		this.epoll.initialize();
	}

	@Override
	public IoRegistration register(IoHandle handle) throws Exception {
		return new Watched((EpollIoHandle) handle).in(this.epoll);
	}

	@Override
	public int run(IoHandlerContext context) {
		return this.epoll.run(context);
	}

	@Override
	public void wakeup() {
		this.epoll.wakeup();
	}

	@Override
	public boolean isCompatible(Class<? extends IoHandle> type) {
		return this.epoll.isCompatible(type);
	}

	@Override
	public void prepareToDestroy() {
		this.epoll.prepareToDestroy();
	}

	@Override
	public void destroy() {
		this.epoll.destroy();
	}

	/** Stands between a channel and epoll, which each take it for the other. */
	@SuppressWarnings("try")
	private static final class Watched implements EpollIoHandle, IoRegistration {

		private final EpollIoHandle channel;

		private @Nullable IoRegistration registration;

		private int wanted;

		private int watched;

		Watched(EpollIoHandle channel) {
			this.channel = channel;
		}

		Watched in(IoHandler epoll) throws Exception {
			this.registration = epoll.register(this);
			return this;
		}

		private IoRegistration registration() {
			if (this.registration == null) {
				throw new IllegalStateException("not registered");
			}
			return this.registration;
		}

		@Override
		public long submit(IoOps ops) {
			this.wanted = ((EpollIoOps) ops).value();
			if (this.wanted == this.watched || (this.wanted | IN) == this.watched) {
				return this.wanted;
			}
			return watch();
		}

		private long watch() {
			long submitted = registration().submit(EpollIoOps.valueOf(this.wanted));
			this.watched = this.wanted;
			return submitted;
		}

		@Override
		public void handle(IoRegistration registration, IoEvent event) {
			int ready = ((EpollIoEvent) event).ops().value();
			if ((ready & IN) == 0 || (this.wanted & IN) != 0) {
				this.channel.handle(this, event);
				return;
			}
			if (this.wanted != this.watched) {
				watch();
			}
			int rest = ready & ~IN;
			if (rest != 0) {
				EpollIoOps ops = EpollIoOps.valueOf(rest);
				this.channel.handle(this, (EpollIoEvent) () -> ops);
			}
		}

		@Override
		public <T> T attachment() {
			return registration().attachment();
		}

		@Override
		public boolean isValid() {
			return registration().isValid();
		}

		@Override
		public boolean cancel() {
			return registration().cancel();
		}

		@Override
		public FileDescriptor fd() {
			return this.channel.fd();
		}

		@Override
		public void registered() {
			this.channel.registered();
		}

		@Override
		public void unregistered() {
			this.channel.unregistered();
		}

		@Override
		public void close() throws Exception {
			this.channel.close();
		}

	}

}
