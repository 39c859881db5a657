package dev.gatehouse.gateway.entry;

import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.ssl.NotSslRecordException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how handshakes end, and logs of those that failed one a second at most: enough
 * for whoever helps a partner, and nothing that a stranger could fill the log with. What
 * was sent instead of a handshake, a token perhaps, is not repeated.
 */
final class HandshakeRecord {

	private static final Logger logger = LoggerFactory.getLogger(HandshakeRecord.class);

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	private static final int LONGEST = 200;

	private final Counter succeeded;

	private final Counter failed;

	private final Counter incomplete;

	private final Counter refused;

	private final LongSupplier nanoTime;

	private final AtomicLong next;

	HandshakeRecord(MeterRegistry meters, LongSupplier nanoTime) {
		this.succeeded = counter(meters, "success");
		this.failed = counter(meters, "failure");
		this.incomplete = counter(meters, "incomplete");
		this.refused = counter(meters, "refused");
		this.nanoTime = nanoTime;
		this.next = new AtomicLong(nanoTime.getAsLong());
	}

	private static Counter counter(MeterRegistry meters, String result) {
		return Counter.builder("gatehouse.handshakes")
			.description("TLS handshakes by their end")
			.tag("result", result)
			.register(meters);
	}

	void succeeded() {
		this.succeeded.increment();
	}

	/** One of a source that has too many was not begun. */
	void refused() {
		this.refused.increment();
	}

	/**
	 * One has ended without success.
	 * @param cause null: its connection ended, or its time
	 */
	void failed(Channel channel, @Nullable Throwable cause) {
		if (cause == null || cause instanceof ClosedChannelException) {
			this.incomplete.increment();
			return;
		}
		this.failed.increment();
		if (isDue() && channel.remoteAddress() instanceof InetSocketAddress peer) {
			logger.info("the TLS handshake of {} failed: {}", peer.getAddress().getHostAddress(), reason(cause));
		}
	}

	private static String reason(Throwable cause) {
		if (cause instanceof NotSslRecordException) {
			return "what it sent is not TLS";
		}
		Throwable root = cause;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		String text = String.valueOf(root.getMessage()).replaceAll("[^ -~]", "?");
		return text.substring(0, Math.min(text.length(), LONGEST));
	}

	private boolean isDue() {
		long now = this.nanoTime.getAsLong();
		long due = this.next.get();
		return now - due >= 0 && this.next.compareAndSet(due, now + PAUSE);
	}

}
