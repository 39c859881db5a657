package dev.gatehouse.gateway.loop;

import java.util.function.Supplier;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import org.jspecify.annotations.Nullable;

/** How event loops have the kernel send and receive for them. */
enum Transport {

	/** What many connections have to send and to receive is one call (io_uring(7)). */
	IO_URING("io_uring", () -> IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setCqSize(Ring.COMPLETIONS))),

	/**
	 * A call for each that is ready, and one that tells which these are (epoll(7)).
	 */
	EPOLL("epoll", () -> LazyInterest.of(EpollIoHandler.newFactory()));

	private final String threads;

	private final Supplier<IoHandlerFactory> handlers;

	Transport(String threads, Supplier<IoHandlerFactory> handlers) {
		this.threads = threads;
		this.handlers = handlers;
	}

	/** Returns what the threads' names have in them. */
	String threads() {
		return this.threads;
	}

	/** Returns what makes the handlers of event loops. */
	IoHandlerFactory handlers() {
		return this.handlers.get();
	}

	/**
	 * Returns what is used on this machine.
	 * @param wanted null: the first that is fit for it
	 * @return null where there is neither
	 * @throws InvalidSetting if the one that is wanted is not to be had
	 */
	static @Nullable Transport here(@Nullable Transport wanted) {
		if (wanted == null) {
			return Ring.isFit() ? IO_URING : Epoll.isAvailable() ? EPOLL : null;
		}
		Throwable obstacle = (wanted == IO_URING) ? Ring.obstacle() : Epoll.unavailabilityCause();
		if (obstacle != null) {
			throw new InvalidSetting("gatehouse.transport",
					wanted.threads + " is not to be had here (" + obstacle.getMessage() + ")");
		}
		return wanted;
	}

	/** What is asked of an io_uring. */
	private static final class Ring {

		/**
		 * What a loop may have to be told at once: thousands of clients that go together.
		 */
		static final int COMPLETIONS = 16 * 1024;

		private Ring() {
		}

		/**
		 * Returns whether there is one of Linux 6.12 or later, going by what came with
		 * it: nobody has tried the older ones, which had faults of their own.
		 */
		static boolean isFit() {
			return obstacle() == null && IoUring.isRegisterBufferRingIncSupported();
		}

		/** Returns why it cannot be used, or null. */
		static @Nullable Throwable obstacle() {
			if (IoUring.isAvailable() && (IoUring.isPollAddMultishotEnabled() || IoUring.isAcceptMultishotEnabled())) {
				return new IllegalStateException("io.netty.iouring.* does not have it as this gateway needs it");
			}
			return IoUring.unavailabilityCause();
		}

	}

}
