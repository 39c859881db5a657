package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/*
 * Proofs lie in buckets by the time at which they say they were made. That time is signed, so the same proof always comes to
 * the same bucket, and a bucket can go as a whole once nothing in it would be taken for its age. "Earliest" only ever rises:
 * what was forgotten lies below it and is refused for its age, whatever a clock that was put back says. Nothing else is ever
 * put out: when there is no room, a new proof is refused and an old one stays.
 */
/**
 * Remembers the proofs that were used here, and takes each once. Holds at most so many;
 * no client may have more than a quarter of them, so that none can take the room of all
 * others.
 */
final class SeenProofs {

	private static final int BUCKETS = 8;

	private static final int SHARE = 4;

	private final ConcurrentMap<Long, Bucket> buckets = new ConcurrentHashMap<>();

	private final AtomicLong earliest;

	private final int most;

	private final long maxAgeMillis;

	private final long bucketMillis;

	/**
	 * Creates an empty memory.
	 * @param most proofs
	 * @param maxAge from {@code iat} to the request
	 * @param window how long proofs are taken, those from the future included
	 */
	SeenProofs(int most, Duration maxAge, Duration window) {
		this.most = most;
		this.maxAgeMillis = maxAge.toMillis();
		this.bucketMillis = Math.max(1, window.toMillis() / BUCKETS);
		this.earliest = new AtomicLong(Long.MIN_VALUE);
	}

	/**
	 * Takes a proof that is young enough.
	 * @param issued when it was made, milliseconds of the epoch
	 * @param now of the same clock
	 */
	Result take(ProofId id, String client, long issued, long now) {
		long earliest = forget(Math.floorDiv(now - this.maxAgeMillis, this.bucketMillis));
		long place = Math.floorDiv(issued, this.bucketMillis);
		if (place < earliest) {
			return Result.FORGOTTEN;
		}
		Bucket bucket = this.buckets.computeIfAbsent(place, (key) -> new Bucket());
		Result looked = look(id, client);
		if (looked != Result.TAKEN) {
			return looked;
		}
		if (!bucket.proofs.add(id)) {
			return Result.KNOWN;
		}
		bucket.size.incrementAndGet();
		bucket.clients.computeIfAbsent(client, (key) -> new AtomicInteger()).incrementAndGet();
		// Who was put into a bucket that went meanwhile is remembered by nobody.
		return (place < this.earliest.get()) ? Result.FORGOTTEN : Result.TAKEN;
	}

	/** Returns whether it can be taken as far as all buckets know. */
	private Result look(ProofId id, String client) {
		int all = 0;
		int own = 0;
		for (Bucket bucket : this.buckets.values()) {
			if (bucket.proofs.contains(id)) {
				return Result.KNOWN;
			}
			all += bucket.size.get();
			AtomicInteger clients = bucket.clients.get(client);
			own += (clients != null) ? clients.get() : 0;
		}
		return (all >= this.most || own >= this.most / SHARE) ? Result.FULL : Result.TAKEN;
	}

	/** Returns the first bucket that is still remembered. */
	private long forget(long before) {
		long known = this.earliest.get();
		if (before <= known) {
			return known;
		}
		long earliest = this.earliest.accumulateAndGet(before, Math::max);
		this.buckets.keySet().removeIf((place) -> place < earliest);
		return earliest;
	}

	/** Returns how many are remembered. */
	int size() {
		return this.buckets.values().stream().mapToInt((bucket) -> bucket.size.get()).sum();
	}

	/** What became of a proof. */
	enum Result {

		/** It is new, and from now on known. */
		TAKEN,

		/** It was used before. */
		KNOWN,

		/** It is so old that nobody could tell. */
		FORGOTTEN,

		/** There is no room to remember it. */
		FULL

	}

	private static final class Bucket {

		private final Set<ProofId> proofs = ConcurrentHashMap.newKeySet();

		private final AtomicInteger size = new AtomicInteger();

		private final ConcurrentMap<String, AtomicInteger> clients = new ConcurrentHashMap<>();

	}

}
