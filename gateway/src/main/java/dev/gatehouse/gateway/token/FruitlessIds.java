package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Key ids for whose sake the keys were fetched to no avail. Each must wait longer every
 * time until it may cause another fetch, so that a client with an old key does not take
 * the turn of one with a new key.
 */
final class FruitlessIds {

	/** Beyond that, none are remembered: the cool-down alone still bounds the fetches. */
	private static final int MOST = 1000;

	private final long firstWait;

	private final long lastWait;

	private final LongSupplier nanoTime;

	private final ConcurrentMap<String, Wait> waits = new ConcurrentHashMap<>();

	FruitlessIds(Duration firstWait, Duration lastWait, LongSupplier nanoTime) {
		this.firstWait = firstWait.toNanos();
		this.lastWait = lastWait.toNanos();
		this.nanoTime = nanoTime;
	}

	/** Returns whether the id must still wait. */
	boolean contains(String id) {
		Wait wait = this.waits.get(id);
		return wait != null && this.nanoTime.getAsLong() - wait.since < wait.nanos;
	}

	void add(String id) {
		long now = this.nanoTime.getAsLong();
		if (this.waits.size() >= MOST) {
			this.waits.values().removeIf((wait) -> now - wait.since > this.lastWait);
		}
		if (this.waits.size() < MOST) {
			this.waits.merge(id, new Wait(now, this.firstWait),
					(before, first) -> new Wait(now, Math.min(before.nanos * 2, this.lastWait)));
		}
	}

	/** The keys have changed: everybody may try again. */
	void clear() {
		this.waits.clear();
	}

	private record Wait(long since, long nanos) {
	}

}
