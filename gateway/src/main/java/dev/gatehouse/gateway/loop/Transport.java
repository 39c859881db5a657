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

	/**
	 * A call for each that is ready, and one that tells which these are (epoll(7)).
	 */
	EPOLL("epoll", () -> LazyInterest.of(EpollIoHandler.newFactory())),

	/** What many connections have to send and to receive is one call (io_uring(7)). */
	IO_URING("io_uring",
			() -> ReadOn.of(IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setCqSize(16 * 1024))));

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
	 * @param wanted null: epoll
	 * @return null where nothing is wanted and there is no epoll
	 * @throws InvalidSetting if the one that is wanted is not to be had
	 */
	static @Nullable Transport here(@Nullable Transport wanted) {
		if (wanted == null) {
			return Epoll.isAvailable() ? EPOLL : null;
		}
		Throwable obstacle = (wanted == IO_URING) ? obstacleToRing() : Epoll.unavailabilityCause();
		if (obstacle != null) {
			throw notToBeHad(wanted, obstacle);
		}
		return wanted;
	}

	static InvalidSetting notToBeHad(Transport wanted, Throwable obstacle) {
		return new InvalidSetting("gatehouse.transport", wanted.threads + " is not to be had here (" + obstacle + ")");
	}

	private static @Nullable Throwable obstacleToRing() {
		return (IoUring.isAvailable() && IoUring.isAcceptMultishotEnabled())
				? new IllegalStateException("with io.netty.iouring.acceptMultiShotEnabled clients can have no address")
				: IoUring.unavailabilityCause();
	}

}
