package dev.gatehouse.gateway.loop;

import java.util.function.Supplier;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import org.jspecify.annotations.Nullable;

/** How event loops have the kernel send and receive for them. */
enum Transport {

	/** What many connections have to send and to receive is one call (io_uring(7)). */
	IO_URING("io_uring", IoUringIoHandler::newFactory),

	/**
	 * A call for each that is ready, and one that tells which these are (epoll(7)).
	 */
	EPOLL("epoll", () -> LazyInterest.of(EpollIoHandler.newFactory()));

	static {
		// Read by Netty before its first ring is made. A poll that stays tells what comes
		// once, and where that is
		// before the read that it asked for, nobody reads again: what follows a client's
		// last bytes at once, such as
		// a reset, was not noticed (4.2.18).
		System.setProperty("io.netty.iouring.pollAddMultishotEnabled", "false");
	}

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
			return isUringFit() ? IO_URING : Epoll.isAvailable() ? EPOLL : null;
		}
		Throwable obstacle = (wanted == IO_URING) ? IoUring.unavailabilityCause() : Epoll.unavailabilityCause();
		if (obstacle != null) {
			throw new InvalidSetting("gatehouse.transport",
					wanted.threads + " is not to be had here (" + obstacle.getMessage() + ")");
		}
		return wanted;
	}

	/**
	 * Whether there is an io_uring of Linux 6.12 or later, going by what came with it:
	 * nobody has tried the older ones, which had faults of their own.
	 */
	private static boolean isUringFit() {
		return IoUring.isAvailable() && IoUring.isRegisterBufferRingIncSupported();
	}

}
