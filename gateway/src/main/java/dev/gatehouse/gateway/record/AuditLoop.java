package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries from the queue to the files, until it is told to end. What cannot be
 * written is tried again and again: it is lost only when the gateway ends, or when the
 * queue is full meanwhile.
 */
final class AuditLoop implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(AuditLoop.class);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

	/** How long the end waits for a disk that does not take what is left. */
	private static final long LAST_PATIENCE = TimeUnit.SECONDS.toNanos(2);

	private final AuditQueue queue;

	private final Counter written;

	private final AuditLosses losses;

	private final AuditWriter writer;

	private final Retention retention;

	private List<AuditEntry> batch = List.of();

	private int done;

	private @Nullable LocalDate day;

	private volatile boolean failing;

	private volatile boolean complete;

	private volatile boolean ending;

	private volatile long endingSince;

	AuditLoop(AuditQueue queue, Counter written, AuditLosses losses, AuditWriter writer, Retention retention) {
		this.queue = queue;
		this.written = written;
		this.losses = losses;
		this.writer = writer;
		this.retention = retention;
	}

	/** Tells it to write what was handed over, and to end. */
	void end() {
		this.endingSince = System.nanoTime();
		this.ending = true;
		this.queue.wake();
	}

	/** Returns whether what was handed over cannot be written now. */
	boolean isFailing() {
		return this.failing;
	}

	/** Returns whether it has come to its end and all was written. */
	boolean isComplete() {
		return this.complete;
	}

	@Override
	public void run() {
		boolean last = false;
		while (!last) {
			// Asked before the queue is: what was added before the end is still written.
			last = this.ending;
			fill();
			if (hasWork()) {
				last = write() ? false : pause();
			}
			else if (!last) {
				this.queue.rest();
			}
		}
		giveUp();
		this.writer.close();
	}

	private void fill() {
		if (this.done == this.batch.size()) {
			this.batch = this.queue.take();
			this.done = 0;
		}
	}

	private boolean hasWork() {
		return this.done < this.batch.size() || !this.losses.areTold() || this.writer.hasCrashToTell();
	}

	private boolean write() {
		try {
			this.writer.tellCrash();
			if (this.done < this.batch.size()) {
				long before = this.writer.head().seq();
				this.done += this.writer.write(this.batch, this.done, this.losses);
				this.written.increment(this.writer.head().seq() - before);
			}
			this.losses.tell(this.writer);
			expire();
			recovered();
			return true;
		}
		catch (IOException ex) {
			failed(ex);
			return false;
		}
	}

	/** On each new day, and at the beginning. */
	private void expire() {
		AuditName name = this.writer.name();
		if (name != null && !name.day().equals(this.day)) {
			this.day = name.day();
			this.retention.run(this.writer);
		}
	}

	private void failed(IOException ex) {
		if (!this.failing) {
			logger.error("the audit record cannot be written: {}", ex.toString());
		}
		this.failing = true;
	}

	private void recovered() {
		if (this.failing) {
			logger.info("the audit record is written again; {} requests have none so far", this.losses.count());
		}
		this.failing = false;
	}

	/** Returns whether it is in vain to go on. */
	private boolean pause() {
		LockSupport.parkNanos(this, PAUSE);
		return this.ending && System.nanoTime() - this.endingSince > LAST_PATIENCE;
	}

	private void giveUp() {
		long left = 0;
		while (this.done < this.batch.size()) {
			for (AuditEntry entry : this.batch.subList(this.done, this.batch.size())) {
				this.losses.add(entry.time());
				left++;
			}
			this.batch = this.queue.take();
			this.done = 0;
		}
		this.complete = left == 0 && this.losses.areTold() && !this.writer.hasCrashToTell();
		if (!this.complete) {
			logger.error("{} audit records could not be written before the end", left);
		}
	}

}
