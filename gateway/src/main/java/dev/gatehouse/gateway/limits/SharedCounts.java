package dev.gatehouse.gateway.limits;

import java.time.InstantSource;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/** Counts on all nodes together, by leases that the store gives each of them. */
final class SharedCounts implements Counts {

	private final String node = UUID.randomUUID().toString();

	private final AtomicLong leases = new AtomicLong();

	private final StoreState state;

	private final UsedQuotas used = new UsedQuotas();

	private final LeaseSync sync;

	private final LongSupplier nanoTime;

	/**
	 * Begins, and waits a moment for the store.
	 * @param gateways that there are, until the store tells
	 * @param registered returns the partners that may call
	 */
	SharedCounts(StoreSettings settings, int gateways, Patience patience, LongSupplier nanoTime, InstantSource clock,
			Supplier<Collection<Partner>> registered) {
		this.nanoTime = nanoTime;
		this.state = new StoreState(patience.request(), gateways, clock, nanoTime.getAsLong());
		this.sync = new LeaseSync(new LeaseStore(settings, patience.answer()), this.state, this.node, nanoTime,
				new QuotaLearner(() -> registered.get().stream().flatMap(OwnedQuota::of).map(this::lease), this.used,
						nanoTime));
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
				(present) -> new QuotaLease(nextId(), owner, present, this.used, this.state, this.nanoTime.getAsLong()),
				this.used, now);
	}

	private QuotaLease lease(OwnedQuota owned) {
		return new QuotaLease(nextId(), owned.owner(), owned.quota(), this.state, this.nanoTime.getAsLong());
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

	/** Returns how many quotas of quiet partners are remembered. */
	int resting() {
		return this.used.size();
	}

	/** Returns whether the store is there. */
	boolean isUp() {
		return this.state.isUp();
	}

	@Override
	public void sweep() {
		this.used.sweep(this.nanoTime.getAsLong());
	}

	@Override
	public void close() {
		this.sync.close();
	}

}
