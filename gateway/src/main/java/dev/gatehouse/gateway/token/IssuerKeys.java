package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/*
 * One thread of its own fetches, so there is never more than one fetch. It does so every few minutes (jittered, so that a
 * fleet does not come at once), sooner after a failure, and for a key id that does not verify its token, at most once per
 * cool-down however many ask: those who ask meanwhile wait for that same fetch, and while there are no keys at all they
 * wait for whichever fetch is under way. A set that could not be renewed for the length of the outage allowance is
 * dropped: a key withdrawn long ago must not be trusted for ever. Ages are of the monotonic clock; only what was kept on
 * disk has to go by the wall clock, and is not trusted if that says it is from the future.
 */

/**
 * The issuer's keys: fetched in the background, kept through an outage and a restart, and
 * never asked for by each stranger's token.
 */
final class IssuerKeys implements AutoCloseable {

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LAST_RETRY = Duration.ofSeconds(4);

	private final IssuerSettings.Issuer issuer;

	private final KeyFetch fetch;

	private final @Nullable KeysFile file;

	private final MeterRegistry meters;

	private final InstantSource clock;

	private final LongSupplier nanoTime;

	private final Consumer<KeySet> inForce;

	private final KeysLog log = new KeysLog();

	private final FruitlessIds fruitless;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("issuer-keys").factory());

	private final AtomicReference<@Nullable CompletableFuture<Void>> asked = new AtomicReference<>();

	private volatile @Nullable CompletableFuture<Void> running;

	private volatile @Nullable Snapshot snapshot;

	private volatile boolean certain;

	private volatile @Nullable Long askedAt;

	private final long outageNanos;

	/** As the setting says, or sooner: keys must not lapse before they are renewed. */
	private final Duration refreshEvery;

	private Duration retry = FIRST_RETRY;

	/**
	 * @param inForce is told the keys of each successful fetch, on the thread that
	 * fetches
	 */
	IssuerKeys(IssuerSettings.Issuer issuer, KeyFetch fetch, @Nullable KeysFile file, Consumer<KeySet> inForce,
			MeterRegistry meters, InstantSource clock, LongSupplier nanoTime) {
		this.issuer = issuer;
		this.fetch = fetch;
		this.file = file;
		this.inForce = inForce;
		this.meters = meters;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.outageNanos = issuer.outage().toNanos();
		Duration half = issuer.outage().dividedBy(2);
		this.refreshEvery = (half.compareTo(issuer.refresh()) < 0) ? half : issuer.refresh();
		this.fruitless = new FruitlessIds(issuer.cooldown(), issuer.refresh(), nanoTime);
		Gauge.builder("gatehouse.keys.age", this, IssuerKeys::ageSeconds)
			.baseUnit("seconds")
			.description("Age of the issuer's key set; NaN when there is none")
			.register(meters);
	}

	void start() {
		restore();
		this.thread.execute(this::refreshForEver);
	}

	/** Returns the keys, or null when there are none that may still be trusted. */
	@Nullable KeySet current() {
		Snapshot current = this.snapshot;
		return (current != null && left(current) >= 0) ? current.keys : null;
	}

	/** Returns whether this very key may still be trusted. */
	boolean hold(IssuerKey key) {
		KeySet current = current();
		return current != null && current.holds(key);
	}

	/**
	 * Returns whether the keys are known to be all that the issuer has: its last answer
	 * was a good one.
	 */
	boolean areCertain() {
		return this.certain;
	}

	/**
	 * Asks for a fetch because of a key that is not known, or has not signed what it is
	 * said to have signed.
	 * @return when that fetch has ended, or null if there is none because the last one is
	 * too recent
	 */
	@Nullable CompletableFuture<Void> ask(String id) {
		CompletableFuture<Void> under = (current() != null) ? this.asked.get() : this.running;
		if (under != null) {
			return under;
		}
		Long last = this.askedAt;
		if (this.fruitless.contains(id)
				|| (last != null && this.nanoTime.getAsLong() - last < this.issuer.cooldown().toNanos())) {
			return null;
		}
		CompletableFuture<Void> mine = new CompletableFuture<>();
		if (!this.asked.compareAndSet(null, mine)) {
			return this.asked.get();
		}
		this.askedAt = this.nanoTime.getAsLong();
		return run(() -> refreshFor(id), mine);
	}

	private @Nullable CompletableFuture<Void> run(Runnable task, CompletableFuture<Void> end) {
		try {
			this.thread.execute(() -> {
				try {
					task.run();
				}
				finally {
					this.asked.set(null);
					end.complete(null);
				}
			});
			return end;
		}
		catch (RejectedExecutionException ex) {
			this.asked.set(null);
			return null;
		}
	}

	private void refreshFor(String id) {
		this.log.asked(id);
		IssuerKey before = find(id);
		if (refresh() && find(id) == before) {
			this.fruitless.add(id);
		}
	}

	private @Nullable IssuerKey find(String id) {
		KeySet current = current();
		return (current != null) ? current.find(id) : null;
	}

	private void refreshForEver() {
		Duration next = this.retry;
		try {
			next = refresh() ? jittered(this.refreshEvery) : backOff();
		}
		finally {
			this.thread.schedule(this::refreshForEver, next.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private boolean refresh() {
		CompletableFuture<Void> end = new CompletableFuture<>();
		this.running = end;
		try {
			take(this.fetch.fetch());
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (IOException | RuntimeException ex) {
			miss(ex);
			return false;
		}
		finally {
			this.running = null;
			end.complete(null);
		}
	}

	private void take(KeySet fetched) {
		Snapshot last = this.snapshot;
		KeySet before = (last != null) ? last.keys : null;
		KeySet keys = fetched.like(before);
		this.snapshot = new Snapshot(keys, this.nanoTime.getAsLong());
		this.certain = true;
		this.retry = FIRST_RETRY;
		if (keys != before) {
			this.fruitless.clear();
		}
		this.inForce.accept(keys);
		this.log.fetched(before, keys);
		count("success");
		keep(keys);
	}

	private void miss(Exception reason) {
		this.certain = false;
		Snapshot last = this.snapshot;
		this.log.failed(reason, (last != null && left(last) >= 0) ? Duration.ofNanos(left(last)) : null);
		count("failure");
	}

	/** Nanoseconds for which the keys may still be trusted; below zero: no more. */
	private long left(Snapshot current) {
		return this.outageNanos - (this.nanoTime.getAsLong() - current.at);
	}

	private void keep(KeySet keys) {
		if (this.file != null) {
			try {
				this.file.write(keys, this.clock.instant());
				this.log.kept(null);
			}
			catch (IOException | RuntimeException ex) {
				this.log.kept(ex);
			}
		}
	}

	/** Takes the keys of the last run for as long as that run might have used them. */
	private void restore() {
		try {
			KeysFile.Kept kept = (this.file != null) ? this.file.read() : null;
			if (kept != null) {
				restore(kept);
			}
		}
		catch (IOException | RuntimeException ex) {
			this.log.notRestored(ex.toString());
		}
	}

	private void restore(KeysFile.Kept kept) {
		Duration age = Duration.between(kept.fetched(), this.clock.instant());
		if (age.isNegative() || age.compareTo(this.issuer.outage()) > 0) {
			this.log.notRestored("they are " + age.toSeconds() + " s old");
			return;
		}
		this.snapshot = new Snapshot(kept.keys(), this.nanoTime.getAsLong() - age.toNanos());
		this.log.restored(kept.keys(), age);
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
