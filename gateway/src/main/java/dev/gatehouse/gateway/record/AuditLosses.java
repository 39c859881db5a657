package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that get no record, on any thread, and says in the chain how many
 * they are.
 */
final class AuditLosses {

	private final Counter total;

	private final AtomicLong untold = new AtomicLong();

	private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

	AuditLosses(Counter total) {
		this.total = total;
	}

	/**
	 * Counts one.
	 * @param time when the request began
	 */
	void add(Instant time) {
		this.total.increment();
		this.since.compareAndSet(null, time);
		this.untold.incrementAndGet();
	}

	/** Returns how many there were since the start. */
	long count() {
		return (long) this.total.count();
	}

	boolean areTold() {
		return this.untold.get() == 0;
	}

	/** Says in the chain how many there were since it was last said. */
	void tell(AuditWriter writer) throws IOException {
		long missing = this.untold.get();
		if (missing == 0) {
			return;
		}
		Instant first = this.since.get();
		writer.write(new AuditGap("lost", missing, (first != null) ? first.toString() : null, 0));
		this.since.compareAndSet(first, null);
		this.untold.addAndGet(-missing);
	}

}
