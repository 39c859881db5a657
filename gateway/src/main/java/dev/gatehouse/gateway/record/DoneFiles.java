package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the files that are not written to any more, on a thread of its own for
 * which no record waits: compresses them, and removes the old ones. What cannot be done
 * is tried again a minute later.
 */
final class DoneFiles implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(DoneFiles.class);

	private static final long AGAIN = TimeUnit.MINUTES.toNanos(1);

	private final Compression compression;

	private final Retention retention;

	private final LongSupplier nanoTime;

	private final ExecutorService thread = Executors.newSingleThreadExecutor(
			Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("audit-files").factory());

	private final AtomicBoolean asked = new AtomicBoolean();

	private volatile @Nullable String complaint;

	private volatile long lookedAt;

	private volatile boolean closing;

	DoneFiles(Compression compression, Retention retention, LongSupplier nanoTime) {
		this.compression = compression;
		this.retention = retention;
		this.nanoTime = nanoTime;
	}

	/** Looks for something to do. Does not wait. */
	void look() {
		if (!this.closing && this.asked.compareAndSet(false, true)) {
			this.thread.execute(this::work);
		}
	}

	/** Looks again, if something could not be done a while ago. */
	void lookAgain() {
		if (hasFailed() && this.nanoTime.getAsLong() - this.lookedAt >= AGAIN) {
			look();
		}
	}

	/** Returns whether something could not be done. */
	boolean hasFailed() {
		return this.complaint != null;
	}

	private void work() {
		this.asked.set(false);
		String compressing = complaint(() -> this.compression.run(() -> this.closing));
		String removing = this.closing ? null : complaint(this.retention::run);
		String now = (compressing != null) ? compressing : removing;
		if (now != null && !now.equals(this.complaint)) {
			logger.error("old files of the audit record: {}", now);
		}
		this.complaint = now;
		this.lookedAt = this.nanoTime.getAsLong();
	}

	/** What kept it from being done; null: nothing. */
	private static @Nullable String complaint(Work work) {
		try {
			work.run();
			return null;
		}
		catch (IOException | RuntimeException ex) {
			return ex.toString();
		}
	}

	@Override
	public void close() {
		this.closing = true;
		this.thread.shutdown();
		try {
			this.thread.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Work {

		void run() throws IOException;

	}

}
