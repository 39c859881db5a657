package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

	/** How long whoever has something to be said in the chain waits for it. */
	private static final long PATIENCE_SECONDS = 10;

	private final AuditQueue queue;

	private final Counter written;

	private final AuditLosses losses;

	private final AuditWriter writer;

	private List<AuditEntry> batch = List.of();

	private int done;

	private volatile @Nullable Asked asked;

	private volatile boolean failing;

	private volatile boolean over;

	private volatile boolean complete;

	private volatile boolean ending;

	private volatile long endingSince;

	AuditLoop(AuditQueue queue, Counter written, AuditLosses losses, AuditWriter writer) {
		this.queue = queue;
		this.written = written;
		this.losses = losses;
		this.writer = writer;
	}

	/** Tells it to write what was handed over, and to end. */
	void end() {
		this.endingSince = System.nanoTime();
		this.ending = true;
		this.queue.wake();
	}

	/** Returns whether what was handed over cannot be written, now or any more. */
	boolean isFailing() {
		return this.failing || (this.over && !this.ending);
	}

	/** Returns whether it has come to its end and all was written. */
	boolean isComplete() {
		return this.complete;
	}

	/**
	 * Has the removal of old files said in the chain, and waits for it.
	 * @return the record that says so, which is on the disk
	 */
	AuditHead tell(Expiry expiry) throws IOException {
		CompletableFuture<AuditHead> told = new CompletableFuture<>();
		this.asked = new Asked(expiry, told);
		this.queue.wake();
		try {
			// Looked at behind it: the end cancels what it finds.
			if (this.over) {
				told.cancel(false);
			}
			return told.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
		catch (ExecutionException | TimeoutException | CancellationException ex) {
			throw new IOException("the chain cannot say now that files are removed", ex);
		}
		finally {
			this.asked = null;
		}
	}

	/** Whatever ends this thread, the gateway does not take the record for well then. */
	@Override
	public void run() {
		try {
			work();
			end(this.writer);
		}
		finally {
			this.over = true;
			Asked waiting = this.asked;
			if (waiting != null) {
				waiting.told().cancel(false);
			}
		}
	}

	private void work() {
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
	}

	private void end(AuditWriter writer) {
		boolean all = giveUp();
		try {
			try {
				writer.close();
				this.complete = all;
			}
			finally {
				writer.abandon();
			}
		}
		catch (IOException ex) {
			logger.error("not all of the audit record is on the disk: {}", ex.toString());
		}
	}

	private void fill() {
		if (this.done == this.batch.size()) {
			this.batch = this.queue.take();
			this.done = 0;
		}
	}

	private boolean hasWork() {
		return this.done < this.batch.size() || !this.losses.areTold() || this.writer.hasCrashToTell() || hasToAnswer();
	}

	private boolean hasToAnswer() {
		Asked waiting = this.asked;
		return waiting != null && !waiting.told().isDone();
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
			answer();
			recovered();
			return true;
		}
		catch (IOException | RuntimeException ex) {
			failed(ex);
			return false;
		}
	}

	private void answer() throws IOException {
		Asked waiting = this.asked;
		if (waiting != null && !waiting.told().isDone()) {
			waiting.told().complete(this.writer.write(waiting.expiry()));
		}
	}

	private void failed(Exception ex) {
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

	/** Returns whether nothing was left. */
	private boolean giveUp() {
		long left = 0;
		while (this.done < this.batch.size()) {
			for (AuditEntry entry : this.batch.subList(this.done, this.batch.size())) {
				this.losses.add(entry.time());
				left++;
			}
			this.batch = this.queue.take();
			this.done = 0;
		}
		boolean all = left == 0 && this.losses.areTold() && !this.writer.hasCrashToTell();
		if (!all) {
			logger.error("{} audit records could not be written before the end", left);
		}
		return all;
	}

	/** What is to be said in the chain beside the entries, and who waits for it. */
	private record Asked(Expiry expiry, CompletableFuture<AuditHead> told) {

	}

}
