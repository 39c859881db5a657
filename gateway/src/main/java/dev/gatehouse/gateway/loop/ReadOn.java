package dev.gatehouse.gateway.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;

/*
 * A poll that stays tells once of what comes, and Netty (4.2.18) forgets what it is told while a read is under way: it goes by what
 * the read says when it is done, which is how many bytes are left. A reset that follows the last of them goes unnoticed so, and
 * what comes while a read is cancelled. To have the read say that there is more does not help: Netty looks for it then, and when
 * it finds nothing forgets that somebody has asked for more meanwhile.
 */
/**
 * Tells a connection again, once a read is done, what it was told meanwhile. Used by the
 * thread of its loop alone.
 */
final class ReadOn implements IoHandler {

	/** Operations of io_uring_enter(2): {@code IORING_OP_POLL_ADD}, {@code _RECV}. */
	private static final byte POLL = 6;

	private static final byte RECEIVE = 27;

	/** {@code IORING_CQE_F_MORE}, {@code IORING_CQE_F_SOCK_NONEMPTY}. */
	private static final int STAYS = 1 << 1;

	private static final int NOT_EMPTY = 1 << 2;

	/** {@code POLLIN} of poll(2). */
	private static final int IN = 0x1;

	/** {@code POLLRDHUP}. */
	private static final int HANGUP = 0x2000;

	/** {@code POLLERR}, {@code POLLHUP}, and the one above. */
	private static final int END = 0x8 | 0x10 | HANGUP;

	/** {@code -EAGAIN}, {@code -ECANCELED} of errno(3). */
	private static final int NOTHING = -11;

	private static final int CANCELLED = -125;

	private final IoHandler ring;

	private ReadOn(IoHandler ring) {
		this.ring = ring;
	}

	/** Returns what makes such handlers above those of io_uring. */
	static IoHandlerFactory of(IoHandlerFactory ring) {
		return (executor) -> new ReadOn(ring.newHandler(executor));
	}

	@Override
	public void initialize() {
		this.ring.initialize();
	}

	@Override
	public IoRegistration register(IoHandle handle) throws Exception {
		return this.ring.register(new Watched((IoUringIoHandle) handle));
	}

	@Override
	public int run(IoHandlerContext context) {
		return this.ring.run(context);
	}

	@Override
	public void wakeup() {
		this.ring.wakeup();
	}

	@Override
	public boolean isCompatible(Class<? extends IoHandle> type) {
		return this.ring.isCompatible(type);
	}

	@Override
	public void prepareToDestroy() {
		this.ring.prepareToDestroy();
	}

	@Override
	public void destroy() {
		this.ring.destroy();
	}

	/** Stands between io_uring and a channel, which it tells more. */
	@SuppressWarnings("try")
	private static final class Watched implements IoUringIoHandle {

		private final IoUringIoHandle channel;

		/** How often it was told of bytes since the last read was done. */
		private int told;

		/** What it was told of the end of its input. */
		private int ended;

		/** The read under way began without being told. */
		private boolean goesOn;

		Watched(IoUringIoHandle channel) {
			this.channel = channel;
		}

		/** An event is used again for the next: it is not looked at afterwards. */
		@Override
		public void handle(IoRegistration registration, IoEvent event) {
			IoUringIoEvent seen = (IoUringIoEvent) event;
			boolean isForgotten = isForgotten(seen.opcode(), seen.res(), seen.flags());
			this.channel.handle(registration, event);
			if (isForgotten && registration.isValid()) {
				this.channel.handle(registration, new IoUringIoEvent(IN | (this.ended & HANGUP), STAYS, POLL, 0L));
			}
		}

		/**
		 * Reads look in the order in which they are asked for: one that is cancelled has
		 * looked as well.
		 */
		private boolean isForgotten(byte operation, int result, int flags) {
			if (operation == POLL && result > 0) {
				this.told += result & IN;
				this.ended |= result & END;
			}
			else if (operation == RECEIVE && (result > 0 || result == NOTHING || result == CANCELLED)) {
				boolean isForgotten = this.told > (this.goesOn ? 0 : 1) || this.ended != 0;
				this.told = 0;
				this.goesOn = isForgotten || (flags & NOT_EMPTY) != 0;
				return isForgotten;
			}
			return false;
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
