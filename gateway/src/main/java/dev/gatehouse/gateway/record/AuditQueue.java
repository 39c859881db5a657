package dev.gatehouse.gateway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Hands entries from many requests to one writer, up to a bound. It has no lock: event
 * loops add to it, and must not wait for the writer.
 */
final class AuditQueue {

	static final int LONGEST = 16384;

	private static final int LONGEST_BATCH = 1024;

	/** Waking the writer for each entry would cost more than writing it. */
	private static final int WORTH_WAKING = LONGEST / 4;

	private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(50);

	private final Queue<AuditEntry> entries = new ConcurrentLinkedQueue<>();

	private final AtomicInteger length = new AtomicInteger();

	private volatile @Nullable Thread resting;

	/** Adds an entry. Returns false, and adds nothing, if the queue is full. */
	boolean add(AuditEntry entry) {
		int length = this.length.incrementAndGet();
		if (length > LONGEST) {
			this.length.decrementAndGet();
			return false;
		}
		this.entries.add(entry);
		if (length >= WORTH_WAKING) {
			wake();
		}
		return true;
	}

	/**
	 * Returns whether more than half of it is taken: the rest is for the requests that
	 * are on their way.
	 */
	boolean isPressed() {
		return this.length.get() > LONGEST / 2;
	}

	/** Ends the writer's rest, if it rests. */
	void wake() {
		Thread writer = this.resting;
		if (writer != null) {
			LockSupport.unpark(writer);
		}
	}

	/** Takes what is there, which may be nothing. For the writer alone. */
	List<AuditEntry> take() {
		List<AuditEntry> batch = new ArrayList<>();
		AuditEntry entry = this.entries.poll();
		while (entry != null) {
			batch.add(entry);
			entry = (batch.size() < LONGEST_BATCH) ? this.entries.poll() : null;
		}
		this.length.addAndGet(-batch.size());
		return batch;
	}

	/** Waits a moment for the next entry. For the writer alone. */
	void rest() {
		this.resting = Thread.currentThread();
		// Looked at again: what was added just before would not have ended the rest.
		if (this.entries.isEmpty()) {
			LockSupport.parkNanos(this, LONGEST_REST);
		}
		this.resting = null;
	}

}
