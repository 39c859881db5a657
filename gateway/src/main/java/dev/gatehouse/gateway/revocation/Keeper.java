package dev.gatehouse.gateway.revocation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.limits.StoreSettings;
import org.jspecify.annotations.Nullable;

/*
 * A push only says that there is something new; what it is, is asked for. Every half second that is asked for anyway, so a
 * push that got lost, or a connection that died without a word, delays a revocation by that long and no longer.
 */
/** The one thread that changes the register, and keeps store and file in step with it. */
final class Keeper implements AutoCloseable {

	static final Duration TICK = Duration.ofMillis(500);

	/** Whoever starts does not wait longer for a store that is away. */
	private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(5);

	private static final long SWEEP_MILLIS = 60_000;

	private static final long CONFIRM_MILLIS = 10_000;

	private static final int MOST_WAITING = 1000;

	private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>(MOST_WAITING);

	private final CountDownLatch attempted = new CountDownLatch(1);

	private final AtomicBoolean news = new AtomicBoolean();

	private final Register register;

	private final @Nullable RevocationsFile file;

	private final Duration tick;

	private final InstantSource clock;

	private final RevocationsLog log = new RevocationsLog();

	private final Thread thread = Thread.ofPlatform().daemon().name("revocations").unstarted(this::run);

	private final @Nullable StoreLink link;

	private volatile boolean closed;

	private volatile @Nullable Instant restored;

	private long written;

	private long swept;

	private long confirmed;

	/**
	 * @param file where to keep them; null: nowhere
	 * @param store what to share them by; null: nothing
	 * @param tick how often the store is asked without a push
	 */
	Keeper(Register register, @Nullable RevocationsFile file, @Nullable StoreSettings store, Duration tick,
			InstantSource clock, LongSupplier nanoTime) {
		this.register = register;
		this.file = file;
		this.tick = tick;
		this.clock = clock;
		this.link = (store != null) ? StoreLink.of(store, register, this.log, clock, nanoTime, this::tellNews) : null;
	}

	private void tellNews() {
		if (this.news.compareAndSet(false, true)) {
			this.work.offer(() -> {
			});
		}
	}

	/**
	 * Learns what is revoked before anybody is served, and waits a moment for the store.
	 */
	void start() {
		restore();
		this.thread.start();
		try {
			this.attempted.await(FIRST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void restore() {
		List<Revocation> kept = (this.file != null) ? this.file.read() : null;
		if (kept != null && this.file != null) {
			this.restored = this.file.asOf();
			kept.forEach(this.register::merge);
			this.written = this.register.changes();
			this.log.restored(kept.size());
		}
		if (kept != null || this.link == null) {
			this.register.know();
		}
		if (this.file == null && this.link == null) {
			this.log.forgetful();
		}
	}

	private void run() {
		while (!this.closed) {
			turn();
			this.attempted.countDown();
			try {
				Runnable next = this.work.poll(this.tick.toMillis(), TimeUnit.MILLISECONDS);
				while (next != null) {
					next.run();
					next = this.work.poll();
				}
			}
			catch (InterruptedException ex) {
				this.closed = true;
			}
		}
		if (this.link != null) {
			this.link.close();
		}
	}

	private void turn() {
		this.news.set(false);
		List<Revocation> over = sweep();
		if (this.link != null) {
			this.link.align(over);
		}
		keep();
	}

	private List<Revocation> sweep() {
		long now = this.clock.millis();
		if (Math.abs(now - this.swept) < SWEEP_MILLIS) {
			return List.of();
		}
		this.swept = now;
		return this.register.sweep(Math.floorDiv(now, 1000L));
	}

	/**
	 * Returns whether what is known is on disk. As long as nothing is known, nothing is
	 * written: the next start would take it for all there is.
	 */
	private boolean keep() {
		if (this.file == null || !this.register.areKnown()) {
			return false;
		}
		try {
			write(this.file);
			this.log.kept(null);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			this.log.kept(ex);
			return false;
		}
	}

	private void write(RevocationsFile file) throws IOException {
		long changes = this.register.changes();
		long now = this.clock.millis();
		if (changes != this.written || file.asOf() == null) {
			file.write(this.register.all());
			this.written = changes;
		}
		if (this.link != null && this.link.isUp() && Math.abs(now - this.confirmed) >= CONFIRM_MILLIS) {
			file.confirm(Instant.ofEpochMilli(now));
			this.confirmed = now;
		}
	}

	/**
	 * Makes a change: in force here at once, and everywhere when the store has it.
	 * @param source who asks, for the log
	 * @return what became of it, or ends with a {@link ManagementProblem}
	 */
	CompletableFuture<Outcome> change(Change change, String source) {
		CompletableFuture<Outcome> outcome = new CompletableFuture<>();
		boolean taken = !this.closed && this.work.offer(() -> {
			try {
				Outcome done = change(change);
				this.log.changed(done, source);
				outcome.complete(done);
			}
			catch (ManagementProblem | RuntimeException | Error ex) {
				outcome.completeExceptionally(ex);
			}
		});
		if (!taken) {
			outcome.completeExceptionally(ManagementProblem.busy());
		}
		return outcome;
	}

	private Outcome change(Change change) throws ManagementProblem {
		if (!change.revokes()) {
			// It may have been revoked elsewhere a moment ago.
			turn();
		}
		Revocation held = this.register.find(change.subject());
		if (held == null && this.register.size() >= Register.MOST) {
			throw ManagementProblem.full();
		}
		Revocation mine = this.register.merge(change.on(held, this.clock.millis()));
		Revocation shared = (this.link != null) ? this.link.put(change, held, mine) : null;
		boolean onDisk = keep();
		if (shared != null) {
			return new Outcome(shared, Outcome.Store.REACHABLE, true);
		}
		return new Outcome(mine, (this.link != null) ? Outcome.Store.AWAY : Outcome.Store.NONE, onDisk);
	}

	/** Returns what there is of a store. */
	Outcome.Store store() {
		if (this.link == null) {
			return Outcome.Store.NONE;
		}
		return this.link.isUp() ? Outcome.Store.REACHABLE : Outcome.Store.AWAY;
	}

	/**
	 * Returns the seconds since this node was last in step with the store, which may have
	 * been before it started; NaN: it never was.
	 */
	double ageSeconds() {
		Duration age = (this.link != null) ? this.link.age() : null;
		Instant asOf = this.restored;
		if (this.link != null && age == null && asOf != null) {
			age = Duration.between(asOf, this.clock.instant());
		}
		return (age != null) ? age.toMillis() / 1000.0 : Double.NaN;
	}

	@Override
	public void close() {
		this.closed = true;
		tellNews();
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
