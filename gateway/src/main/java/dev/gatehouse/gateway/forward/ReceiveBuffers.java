package dev.gatehouse.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * What answers are read into: as Netty has it, but no larger than an answer's window. A
 * part of a buffer that waits for a client keeps all of it.
 */
final class ReceiveBuffers extends AdaptiveRecvByteBufAllocator {

	/** As Netty's own, in bytes. */
	private static final int LEAST = 64;

	private static final int FIRST = 2048;

	private static final int MOST = 65536;

	/** As Netty's connections have it where nothing is set. */
	private static final int READS = 16;

	private final SendWindows windows;

	ReceiveBuffers(SendWindows windows) {
		super(LEAST, FIRST, MOST);
		this.windows = windows;
		maxMessagesPerRead(READS);
	}

	@Override
	@SuppressWarnings("deprecation")
	public RecvByteBufAllocator.Handle newHandle() {
		return new Capped((RecvByteBufAllocator.ExtendedHandle) super.newHandle());
	}

	/** Of one connection. */
	private final class Capped extends RecvByteBufAllocator.DelegatingHandle
			implements RecvByteBufAllocator.ExtendedHandle {

		private final RecvByteBufAllocator.ExtendedHandle adaptive;

		Capped(RecvByteBufAllocator.ExtendedHandle adaptive) {
			super(adaptive);
			this.adaptive = adaptive;
		}

		@Override
		public ByteBuf allocate(ByteBufAllocator buffers) {
			return buffers.ioBuffer(guess());
		}

		@Override
		public int guess() {
			return Math.min(this.adaptive.guess(), ReceiveBuffers.this.windows.room(MOST));
		}

		@Override
		public boolean continueReading(UncheckedBooleanSupplier mayBeMore) {
			return this.adaptive.continueReading(mayBeMore);
		}

	}

}
