package dev.gatehouse.gateway.limits;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Holds each partner to its plan, and to what it has used when it gets another one. State
 * is kept per registered partner of whose plan something is used, and for nobody else
 * longer than some seconds.
 */
public final class Limits implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Limits.class);

	private static final long SWEEP_SECONDS = 10;

	private final ConcurrentMap<String, PartnerLimits> partners = new ConcurrentHashMap<>();

	private final ScheduledExecutorService sweeper = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("limits-sweeper").factory());

	private final Counts counts;

	private final Function<String, @Nullable Partner> registry;

	private final LongSupplier nanoTime;

	/**
	 * Begins without knowing anybody.
	 * @param registry returns a client's partner as it is now registered
	 */
	Limits(Counts counts, Function<String, @Nullable Partner> registry, LongSupplier nanoTime) {
		this.counts = counts;
		this.registry = registry;
		this.nanoTime = nanoTime;
	}

	/** Begins to forget what need not be known. */
	void start() {
		this.sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * Admits one request of the partner. The permit must be released when the request has
	 * ended.
	 * @param api whose operation is called
	 * @return null if the store that all nodes share has to be asked: then come again
	 * when {@link #news} has ended
	 * @throws Refusal if the plan does not allow it now
	 */
	public @Nullable Permit admit(Partner partner, String api) {
		long now = this.nanoTime.getAsLong();
		return of(partner, now).of(api).admit(now, true);
	}

	/**
	 * Admits as {@link #admit} does, with what is known here.
	 * @throws Refusal if the plan does not allow it now
	 */
	public Permit admitAsKnown(Partner partner, String api) {
		long now = this.nanoTime.getAsLong();
		return Objects.requireNonNull(of(partner, now).of(api).admit(now, false));
	}

	/**
	 * Returns what ends when the store has answered, and in any case within some
	 * milliseconds; not on the thread that brings the answer. Many wait for the same
	 * news, and whoever no longer does leaves it to the others.
	 */
	public Mono<Void> news() {
		return Mono.fromFuture(this.counts.awaitNews(), true).publishOn(Schedulers.parallel());
	}

	/**
	 * Checks whether a request of the partner would be admitted now. Takes nothing of the
	 * plan.
	 * @param api whose operation would be called
	 * @throws Refusal as {@link #admit} would
	 */
	public void check(Partner partner, String api) {
		long now = this.nanoTime.getAsLong();
		of(partner, now).of(api).check(now);
	}

	/** Returns what is left of the partner's plan. */
	public Standing standing(Partner partner) {
		long now = this.nanoTime.getAsLong();
		return of(partner, now).standing(now);
	}

	private PartnerLimits of(Partner partner, long now) {
		PartnerLimits limits = this.partners.get(partner.client());
		return (limits != null && limits.isUnder(partner.plan())) ? limits : present(partner, now);
	}

	/** A request may have waited, and its partner have another plan by now. */
	private PartnerLimits present(Partner partner, long now) {
		return this.partners.compute(partner.client(), (client, known) -> {
			Partner registered = this.registry.apply(client);
			Plan plan = ((registered != null) ? registered : partner).plan();
			return (known != null && known.isUnder(plan)) ? known
					: new PartnerLimits(client, plan, this.counts, known, now);
		});
	}

	/**
	 * Forgets partners that are gone, and those of whose limits nothing would be lost. A
	 * request that comes to one in this very moment may go uncounted.
	 */
	void sweep() {
		try {
			forget(this.nanoTime.getAsLong());
		}
		catch (RuntimeException | Error ex) {
			// What is thrown here would be the end of the sweeping.
			logger.error("limits that nobody uses were not forgotten", ex);
		}
	}

	private void forget(long now) {
		this.partners.keySet()
			.forEach((client) -> this.partners.computeIfPresent(client,
					(key, limits) -> isNeeded(key, limits, now) ? limits : null));
		this.counts.sweep();
	}

	private boolean isNeeded(String client, PartnerLimits limits, long now) {
		if (this.registry.apply(client) != null && !limits.areWhole(now)) {
			return true;
		}
		limits.rest(null);
		return false;
	}

	/** Returns of how many partners something is known. */
	int size() {
		return this.partners.size();
	}

	@Override
	public void close() {
		this.sweeper.shutdownNow();
		this.counts.close();
	}

}
