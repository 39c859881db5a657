package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that get no record, on any thread, and says in the chain how many
 * they are.
 */
final class AuditLosses {

	private final Counter total;

	private final AtomicReference<@Nullable Untold> untold = new AtomicReference<>();

	AuditLosses(Counter total) {
		this.total = total;
	}

	/**
	 * Counts one.
	 * @param time when the request began
	 */
	void add(Instant time) {
		this.total.increment();
		put(new Untold(1, time));
	}

	/** Returns how many there were since the start. */
	long count() {
		return (long) this.total.count();
	}

	boolean areTold() {
		return this.untold.get() == null;
	}

	/** Says in the chain how many there were since it was last said. */
	void tell(AuditWriter writer) throws IOException {
		// Taken away first: what is lost meanwhile is for the next gap, with its own
		// beginning.
		Untold told = this.untold.getAndSet(null);
		if (told == null) {
			return;
		}
		boolean written = false;
		try {
			writer.write(new AuditGap("lost", told.missing(), told.since().toString(), 0));
			written = true;
		}
		finally {
			if (!written) {
				put(told);
			}
		}
	}

	private void put(Untold more) {
		this.untold.accumulateAndGet(more, (before, added) -> (before != null) ? before.and(added) : added);
	}

	private record Untold(long missing, Instant since) {

		Untold and(Untold other) {
			return new Untold(this.missing + other.missing,
					this.since.isBefore(other.since) ? this.since : other.since);
		}

	}

}
