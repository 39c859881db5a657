package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the record needs beside being written, on a thread of its own: it is brought to
 * the disk each second, so that a loss of power costs no more, and signed now and then.
 */
final class AuditUpkeep {

	private static final Logger logger = LoggerFactory.getLogger(AuditUpkeep.class);

	/** With what a disk may take for it, each second. */
	private static final long INTERVAL_MILLIS = 500;

	private final AuditWriter writer;

	private final DoneFiles doneFiles;

	private final @Nullable Checkpoints checkpoints;

	private final @Nullable SyslogExport export;

	private final long checkpointNanos;

	private final LongSupplier nanoTime;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("audit-upkeep").factory());

	private AuditHead forced = AuditHead.NONE;

	private long checkpointAt;

	private @Nullable AuditName newest;

	private volatile boolean signing = true;

	private volatile long signedAt;

	private volatile boolean failing;

	/**
	 * @param checkpoints null: nothing is signed
	 * @param export null: nothing is sent elsewhere
	 */
	AuditUpkeep(AuditWriter writer, DoneFiles doneFiles, @Nullable Checkpoints checkpoints,
			@Nullable SyslogExport export, long checkpointNanos, LongSupplier nanoTime) {
		this.writer = writer;
		this.doneFiles = doneFiles;
		this.checkpoints = checkpoints;
		this.export = export;
		this.checkpointNanos = checkpointNanos;
		this.nanoTime = nanoTime;
		this.signedAt = nanoTime.getAsLong();
		this.checkpointAt = this.signedAt + checkpointNanos;
	}

	void start() {
		this.doneFiles.look();
		this.thread.scheduleWithFixedDelay(this::lookAfter, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Returns whether what was written may not be on the disk. */
	boolean isFailing() {
		return this.failing;
	}

	/** Returns whether checkpoints can be written; null: there are to be none. */
	@Nullable Boolean isSigning() {
		return (this.checkpoints != null) ? this.signing : null;
	}

	/** Returns for how long what was written has not been signed. */
	double unsignedSeconds() {
		return (this.nanoTime.getAsLong() - this.signedAt) / 1e9;
	}

	private void lookAfter() {
		try {
			if (this.export != null) {
				this.export.lookAfter();
			}
			force();
			AuditName name = this.writer.name();
			if (name != null && !name.equals(this.newest)) {
				this.newest = name;
				this.doneFiles.look();
			}
			this.doneFiles.lookAgain();
		}
		catch (IOException | RuntimeException ex) {
			if (!this.failing) {
				logger.error("the audit record cannot be brought to the disk: {}", ex.toString());
			}
			this.failing = true;
			return;
		}
		if (this.nanoTime.getAsLong() - this.checkpointAt >= 0) {
			sign();
		}
	}

	private void force() throws IOException {
		// Read first: what it names is in the file that is read next, or in one that was
		// closed.
		AuditHead head = this.writer.head();
		AuditFile file = this.writer.file();
		if (file != null && (this.failing || !head.equals(this.forced))) {
			try {
				file.force();
			}
			catch (ClosedChannelException ex) {
				// The writer has gone on to another, and forced this one: or it could
				// not.
				if (file == this.writer.file()) {
					throw ex;
				}
			}
			if (!file.isThere() && file == this.writer.file()) {
				logger.error("the file of the audit record was removed, and another is begun");
				this.writer.lose();
			}
		}
		this.forced = head;
		this.failing = false;
	}

	/** What cannot be signed now is tried again: the records are there all the same. */
	private void sign() {
		if (this.checkpoints == null || this.forced.seq() == 0) {
			this.signedAt = this.nanoTime.getAsLong();
			return;
		}
		try {
			this.checkpoints.sign(this.forced);
			this.signedAt = this.nanoTime.getAsLong();
			this.checkpointAt = this.signedAt + this.checkpointNanos;
			this.signing = true;
		}
		catch (IOException | RuntimeException ex) {
			if (this.signing) {
				logger.error("a checkpoint of the audit record cannot be written: {}", ex.toString());
			}
			this.signing = false;
		}
	}

	/**
	 * Ends. Its thread is never interrupted, which would close the file for the writer
	 * too.
	 */
	void stop() {
		this.thread.shutdown();
		this.doneFiles.close();
		try {
			this.thread.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Signs the last record, which the writer has brought to the disk. */
	void signLast() {
		this.forced = this.writer.head();
		sign();
	}

}
