package dev.gatehouse.gateway.limits;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Holds each partner to its plan. State is kept per registered partner of whose plan
 * something is used, and for nobody else longer than some seconds.
 */
public final class Limits implements AutoCloseable {

	private static final long SWEEP_SECONDS = 10;

	private final ConcurrentMap<String, PartnerLimits> partners = new ConcurrentHashMap<>();

	private final ScheduledExecutorService sweeper = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("limits-sweeper").factory());

	private final Counts counts;

	private final LongSupplier nanoTime;

	Limits(Counts counts, LongSupplier nanoTime) {
		this.counts = counts;
		this.nanoTime = nanoTime;
	}

	/**
	 * Begins to forget what need not be known.
	 * @param isRegistered whether a client is still a partner
	 */
	void start(Predicate<String> isRegistered) {
		this.sweeper.scheduleWithFixedDelay(() -> sweep(isRegistered), SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
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
		if (limits != null && limits.isUnder(partner.plan())) {
			return limits;
		}
		return this.partners.compute(partner.client(),
				(client, present) -> (present != null && present.isUnder(partner.plan())) ? present
						: new PartnerLimits(client, partner.plan(), this.counts, now));
	}

	/**
	 * Forgets partners that are gone, and those of whose plan nothing is used. A request
	 * that comes to one in this very moment may go uncounted.
	 */
	void sweep(Predicate<String> isRegistered) {
		long now = this.nanoTime.getAsLong();
		this.partners.keySet()
			.forEach((client) -> this.partners.computeIfPresent(client,
					(key, limits) -> (isRegistered.test(key) && !limits.areWhole(now)) ? limits : null));
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
