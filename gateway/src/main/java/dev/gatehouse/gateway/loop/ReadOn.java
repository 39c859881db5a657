package dev.gatehouse.gateway.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;

/*
 * A poll that stays tells once of what comes. Where a reset follows the last bytes at once, both are told before the bytes are
 * read. The read then says that there is no more, for the kernel counts bytes, and Netty (4.2.18) does not read again: the reset
 * goes unnoticed.
 */
/**
 * Has a connection read on if it was told of more than one thing since the last read, or
 * of its end. Used by the thread of its loop alone.
 */
final class ReadOn implements IoHandler {

	/** Operations of io_uring_enter(2): {@code IORING_OP_POLL_ADD}, {@code _RECV}. */
	private static final int POLL = 6;

	private static final int RECEIVE = 27;

	/** {@code IORING_CQE_F_SOCK_NONEMPTY}. */
	private static final int MORE = 1 << 2;

	/** {@code POLLERR}, {@code POLLHUP}, {@code POLLRDHUP} of poll(2). */
	private static final int END = 0x8 | 0x10 | 0x2000;

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

		private int told;

		private boolean hasEnded;

		Watched(IoUringIoHandle channel) {
			this.channel = channel;
		}

		@Override
		public void handle(IoRegistration registration, IoEvent event) {
			this.channel.handle(registration, seen((IoUringIoEvent) event));
		}

		private IoUringIoEvent seen(IoUringIoEvent event) {
			if (event.opcode() == POLL && event.res() > 0) {
				this.told++;
				this.hasEnded |= (event.res() & END) != 0;
			}
			else if (event.opcode() == RECEIVE) {
				boolean isMore = this.told > 1 || this.hasEnded;
				this.told = 0;
				if (isMore && event.res() > 0) {
					return new IoUringIoEvent(event.res(), event.flags() | MORE, event.opcode(), event.userData());
				}
			}
			return event;
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
