package dev.gatehouse.gateway.forward;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.internal.PlatformDependent;

/**
 * How much of each answer may wait in memory until its client takes it. Together they
 * stay within what the process has for buffers, so that no number of clients that take
 * nothing leaves the others without: each new window is a part of what is left, down to a
 * least one. Used by all threads.
 */
final class SendWindows {

	/** Those of this process, which has one memory for buffers. */
	static final SendWindows OF_PROCESS = new SendWindows(PlatformDependent.maxDirectMemory() / 6);

	/** Bytes of one at most, and at least. */
	private static final int MOST = 256 * 1024;

	private static final int LEAST = 8 * 1024;

	/** Which part of what is left one of them may have. */
	private static final int PART = 16;

	private final long budget;

	private final AtomicLong taken = new AtomicLong();

	/**
	 * Creates windows that are as large as they can be within so many bytes.
	 */
	SendWindows(long budget) {
		this.budget = budget;
	}

	/**
	 * Opens one for an answer on this connection, which takes its water marks from it.
	 */
	Window open(Channel goal) {
		int size = room(MOST);
		this.taken.addAndGet(size);
		goal.config().setWriteBufferWaterMark(new WriteBufferWaterMark(size / 2, size));
		return new Window(this.taken, size);
	}

	/** Returns how many bytes one can have now, up to so many. */
	int room(int most) {
		return Math.clamp((this.budget - this.taken.get()) / PART, Math.min(LEAST, most), most);
	}

	/** Returns the sum of the windows that are open, in bytes. */
	long taken() {
		return this.taken.get();
	}

	/** The window of one answer, to be closed when all of it has gone. */
	static final class Window {

		private final AtomicLong taken;

		private final AtomicInteger size;

		Window(AtomicLong taken, int size) {
			this.taken = taken;
			this.size = new AtomicInteger(size);
		}

		void close() {
			this.taken.addAndGet(-this.size.getAndSet(0));
		}

	}

}
