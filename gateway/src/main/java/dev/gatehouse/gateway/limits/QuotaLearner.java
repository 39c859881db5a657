package dev.gatehouse.gateway.limits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.gatehouse.gateway.store.StoreAway;

/**
 * Asks the store where all quotas stand, again and again: otherwise a partner's first
 * request would find its quota whole where the store's answer to it is late. Belongs to
 * the thread that exchanges.
 */
final class QuotaLearner {

	/** What is known is never much older, where partners are a few thousand. */
	private static final long ROUND = TimeUnit.MINUTES.toNanos(1);

	/** Keeps the store for a few milliseconds. */
	private static final int MANY = 200;

	/** The start waits so long for it; the rest is learned beside requests. */
	private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(500);

	/** Requests may wait behind these. */
	private static final int FEW = 20;

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(40);

	private final Supplier<Stream<QuotaLease>> quotas;

	private final UsedQuotas used;

	private final LongSupplier nanoTime;

	private Iterator<QuotaLease> unasked = Collections.emptyIterator();

	/** Until they are answered. */
	private List<QuotaLease> asked = List.of();

	private long round;

	private long last;

	/** How it asks. */
	@FunctionalInterface
	interface Store {

		void exchange(List<Report> reports) throws StoreAway;

	}

	/**
	 * Begins with {@link #learnMany}.
	 * @param quotas returns leases of all that partners may use, none of which is in use
	 * @param used is told where each stands
	 */
	QuotaLearner(Supplier<Stream<QuotaLease>> quotas, UsedQuotas used, LongSupplier nanoTime) {
		this.quotas = quotas;
		this.used = used;
		this.nanoTime = nanoTime;
		this.round = nanoTime.getAsLong() - ROUND;
		this.last = nanoTime.getAsLong() - PAUSE;
	}

	/** Learns as many as may be while nobody waits. */
	void learnMany(Store store) throws StoreAway {
		long began = this.nanoTime.getAsLong();
		while (hasMore(began) && this.nanoTime.getAsLong() - began < LONGEST) {
			learn(MANY, store);
		}
	}

	/** Learns a few more, if the last time was long enough ago. */
	void learnFew(Store store) throws StoreAway {
		long now = this.nanoTime.getAsLong();
		if (now - this.last >= PAUSE && hasMore(now)) {
			learn(FEW, store);
		}
	}

	private boolean hasMore(long now) {
		if (!this.unasked.hasNext() && now - this.round >= ROUND) {
			this.round = now;
			this.unasked = this.quotas.get().iterator();
		}
		return this.unasked.hasNext() || !this.asked.isEmpty();
	}

	private void learn(int most, Store store) throws StoreAway {
		if (this.asked.isEmpty()) {
			this.asked = next(most);
		}
		this.last = this.nanoTime.getAsLong();
		store.exchange(this.asked.stream().map((lease) -> lease.question(this.last)).toList());
		this.asked.forEach(this.used::remember);
		this.asked = List.of();
	}

	private List<QuotaLease> next(int most) {
		List<QuotaLease> next = new ArrayList<>();
		while (next.size() < most && this.unasked.hasNext()) {
			next.add(this.unasked.next());
		}
		return next;
	}

}
