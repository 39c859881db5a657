package dev.gatehouse.gateway.limits;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/** Counts on all nodes together, by leases that the store gives each of them. */
final class SharedCounts implements Counts {

	private final String node = UUID.randomUUID().toString();

	private final AtomicLong leases = new AtomicLong();

	private final StoreState state;

	private final LeaseSync sync;

	private final LongSupplier nanoTime;

	/**
	 * Begins, and waits a moment for the store.
	 * @param gateways that there are, until the store tells
	 */
	SharedCounts(StoreSettings settings, int gateways, Patience patience, LongSupplier nanoTime, InstantSource clock) {
		this.nanoTime = nanoTime;
		this.state = new StoreState(patience.request(), gateways, clock, nanoTime.getAsLong());
		this.sync = new LeaseSync(new LeaseStore(settings, patience.answer()), this.state, this.node, nanoTime);
		this.sync.start();
	}

	@Override
	public Count rate(String owner, Plan.Rate rate, long burst, @Nullable Count before, long now) {
		Pace pace = Pace.of(rate, burst);
		if (before instanceof RateLease known) {
			known.change(pace, now);
			return known;
		}
		return new RateLease(nextId(), owner, pace, this.state, now);
	}

	@Override
	public Count quota(String owner, Plan.Quota quota, @Nullable Count before, long now) {
		if (before instanceof LeasedQuota known && known.isPer(quota.period())) {
			known.change(quota, now);
			return known;
		}
		return new LeasedQuota(quota, this.state,
				(present) -> new QuotaLease(nextId(), owner, present, this.state, this.nanoTime.getAsLong()), now);
	}

	private String nextId() {
		return this.node + ":" + this.leases.incrementAndGet();
	}

	@Override
	public int nodes() {
		return this.state.nodes();
	}

	@Override
	public CompletableFuture<Void> awaitNews() {
		return this.state.awaitNews();
	}

	/** Returns whether the store is there. */
	boolean isUp() {
		return this.state.isUp();
	}

	@Override
	public void sweep() {
		// What is not in use here is known to the store.
	}

	@Override
	public void close() {
		this.sync.close();
	}

}
