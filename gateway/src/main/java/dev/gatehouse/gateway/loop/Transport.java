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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How event loops have the kernel send and receive for them. */
enum Transport {

	/**
	 * A call for each that is ready, and one that tells which these are (epoll(7)).
	 */
	EPOLL("epoll", () -> LazyInterest.of(EpollIoHandler.newFactory())),

	/** What many connections have to send and to receive is one call (io_uring(7)). */
	IO_URING("io_uring",
			() -> ReadOn.of(IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setCqSize(16 * 1024))));

	private static final Logger log = LoggerFactory.getLogger(Transport.class);

	private final String label;

	private final Supplier<IoHandlerFactory> handlers;

	Transport(String label, Supplier<IoHandlerFactory> handlers) {
		this.label = label;
		this.handlers = handlers;
	}

	/** Returns what makes the handlers of event loops. */
	IoHandlerFactory handlers() {
		return this.handlers.get();
	}

	/**
	 * Returns what is used on this machine.
	 * @param wanted null: the best there is
	 * @return null where nothing is wanted and there is none
	 * @throws InvalidSetting if the one that is wanted is not to be had
	 */
	static @Nullable Transport here(@Nullable Transport wanted) {
		if (wanted == null) {
			return best();
		}
		String obstacle = wanted.obstacle();
		if (obstacle != null) {
			throw notToBeHad(wanted, obstacle);
		}
		return wanted;
	}

	static InvalidSetting notToBeHad(Transport wanted, String obstacle) {
		return new InvalidSetting("gatehouse.transport", wanted + " is not to be had here (" + obstacle + ")");
	}

	private static @Nullable Transport best() {
		String obstacle = IO_URING.obstacle();
		if (obstacle == null && IoUring.isIoringEnterNoIoWaitEnabled()) {
			return IO_URING;
		}
		log.info("{} is not used: {}", IO_URING,
				(obstacle != null) ? obstacle : "while idle it would show as waiting for a disk (before Linux 6.15)");
		return Epoll.isAvailable() ? EPOLL : null;
	}

	private @Nullable String obstacle() {
		Throwable cause = (this == IO_URING) ? IoUring.unavailabilityCause() : Epoll.unavailabilityCause();
		if (cause != null) {
			return cause.toString();
		}
		boolean isFaulty = IoUring.isAcceptMultishotEnabled() || !IoUring.isPollAddMultishotEnabled();
		return (this == IO_URING && isFaulty)
				? "connections could be without address or end: io.netty.iouring.acceptMultiShotEnabled has to be"
						+ " false, pollAddMultishotEnabled true"
				: null;
	}

	/** Returns what it is called, in settings as well. */
	@Override
	public String toString() {
		return this.label;
	}

}
