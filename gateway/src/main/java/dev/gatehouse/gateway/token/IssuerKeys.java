package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One thread of its own fetches, so there is never more than one fetch. It does so every few minutes (jittered, so that a
 * fleet does not come at once), sooner after a failure, and for a key id that nobody knows, at most once per cool-down
 * however many ask: those who ask meanwhile wait for that same fetch. A set that could not be renewed for the length of
 * the outage allowance is dropped: a key withdrawn long ago must not be trusted for ever.
 */

/**
 * The issuer's keys: fetched in the background, kept through an outage, and never asked
 * for by each stranger's token.
 */
final class IssuerKeys implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(IssuerKeys.class);

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LAST_RETRY = Duration.ofSeconds(5);

	private final IssuerSettings.Issuer issuer;

	private final KeyFetch fetch;

	private final MeterRegistry meters;

	private final LongSupplier nanoTime;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("issuer-keys").factory());

	private final AtomicReference<@Nullable CompletableFuture<Void>> asked = new AtomicReference<>();

	private volatile @Nullable Snapshot snapshot;

	private volatile long askedAt;

	private volatile boolean wasAsked;

	private Duration retry = FIRST_RETRY;

	IssuerKeys(IssuerSettings.Issuer issuer, KeyFetch fetch, MeterRegistry meters, LongSupplier nanoTime) {
		this.issuer = issuer;
		this.fetch = fetch;
		this.meters = meters;
		this.nanoTime = nanoTime;
		Gauge.builder("gatehouse.keys.age", this, IssuerKeys::ageSeconds)
			.baseUnit("seconds")
			.description("Age of the issuer's key set; NaN when there is none")
			.register(meters);
	}

	void start() {
		this.thread.execute(this::refreshForEver);
	}

	/** Returns the keys, or null when there are none that may still be trusted. */
	@Nullable KeySet current() {
		Snapshot current = this.snapshot;
		if (current == null || this.nanoTime.getAsLong() - current.at > this.issuer.outage().toNanos()) {
			return null;
		}
		return current.keys;
	}

	/**
	 * Asks for a fetch because of a key that is not known.
	 * @return when that fetch has ended, or null if the last such fetch is too recent for
	 * another one
	 */
	@Nullable CompletableFuture<Void> ask() {
		CompletableFuture<Void> running = this.asked.get();
		if (running != null) {
			return running;
		}
		if (this.wasAsked && this.nanoTime.getAsLong() - this.askedAt < this.issuer.cooldown().toNanos()) {
			return null;
		}
		CompletableFuture<Void> mine = new CompletableFuture<>();
		if (!this.asked.compareAndSet(null, mine)) {
			return this.asked.get();
		}
		this.askedAt = this.nanoTime.getAsLong();
		this.wasAsked = true;
		this.thread.execute(() -> {
			refresh();
			this.asked.set(null);
			mine.complete(null);
		});
		return mine;
	}

	private void refreshForEver() {
		Duration next = refresh() ? jittered(this.issuer.refresh()) : backOff();
		this.thread.schedule(this::refreshForEver, next.toMillis(), TimeUnit.MILLISECONDS);
	}

	private boolean refresh() {
		try {
			KeySet keys = this.fetch.fetch();
			if (this.snapshot == null) {
				logger.info("the issuer's keys are here: {}", keys.size());
			}
			this.snapshot = new Snapshot(keys, this.nanoTime.getAsLong());
			this.retry = FIRST_RETRY;
			count("success");
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (Exception ex) {
			logger.warn("the issuer's keys could not be fetched: {}", ex.toString());
			count("failure");
			return false;
		}
	}

	private Duration backOff() {
		Duration now = this.retry;
		Duration twice = now.multipliedBy(2);
		this.retry = (twice.compareTo(LAST_RETRY) < 0) ? twice : LAST_RETRY;
		return now;
	}

	private static Duration jittered(Duration duration) {
		return Duration.ofMillis((long) (duration.toMillis() * ThreadLocalRandom.current().nextDouble(0.9, 1.0)));
	}

	private void count(String result) {
		this.meters.counter("gatehouse.key.fetches", "result", result).increment();
	}

	private double ageSeconds() {
		Snapshot current = this.snapshot;
		return (current != null) ? (this.nanoTime.getAsLong() - current.at) / 1e9 : Double.NaN;
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
		this.fetch.close();
	}

	private record Snapshot(KeySet keys, long at) {
	}

}
