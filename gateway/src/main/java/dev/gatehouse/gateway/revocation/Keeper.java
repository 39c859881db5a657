package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/*
 * A push only says that there is something new; what it is, is asked for. Every half second that is asked for anyway, so a
 * push that got lost, or a subscription that died without a word, delays a revocation by that long and no longer.
 */
/** Keeps register, store and file in step, on one thread of its own. */
final class Keeper implements AutoCloseable {

	static final Duration TICK = Duration.ofMillis(500);

	/** Whoever starts does not wait longer for a store that is away. */
	private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

	private static final int MOST_WAITING = 1000;

	private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>(MOST_WAITING);

	private final Untold untold = new Untold();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final AtomicBoolean news = new AtomicBoolean();

	private final Register register;

	private final DiskCopy disk;

	private final Duration tick;

	private final InstantSource clock;

	private final RevocationsLog log = new RevocationsLog();

	private final Thread thread = Thread.ofPlatform().daemon().name("revocations").unstarted(this::run);

	private final @Nullable StoreLink link;

	private volatile boolean closed;

	/**
	 * @param file where to keep them; null: nowhere
	 * @param store what to share them by; null: nothing
	 * @param tick how often the store is asked without a push
	 */
	Keeper(Register register, @Nullable RevocationsFile file, @Nullable StoreSettings store, Duration tick,
			InstantSource clock, LongSupplier nanoTime) {
		this.register = register;
		this.disk = new DiskCopy(file, register, clock, this.log);
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
	 * Learns what is revoked before anybody is served. An answer of the store is waited
	 * for, because what is on disk may be from before a revocation.
	 */
	void start() {
		boolean kept = this.disk.restore();
		if (kept || this.link == null) {
			this.register.know();
		}
		if (!this.disk.isWanted() && this.link == null) {
			this.log.forgetful();
		}
		this.thread.start();
		try {
			this.begun.await(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		while (!this.closed) {
			turn();
			if (store() != Outcome.Store.AWAY) {
				this.begun.countDown();
			}
			try {
				Runnable next = this.work.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
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

	private Duration pause() {
		return (store() == Outcome.Store.AWAY && StoreLink.PAUSE.compareTo(this.tick) < 0) ? StoreLink.PAUSE
				: this.tick;
	}

	private void turn() {
		this.news.set(false);
		if (this.link != null) {
			this.link.align();
			this.link.sweep();
		}
		else {
			this.register.sweep(Math.floorDiv(this.clock.millis(), 1000L));
		}
		this.disk.keep(store() == Outcome.Store.REACHABLE);
	}

	/**
	 * Makes a change. A revocation is in force here when this returns, whatever the store
	 * does, unless it is refused; and everywhere when the store has it.
	 * @param source who asks, for the log
	 * @return what became of it, or ends with a {@link ManagementProblem}
	 */
	CompletableFuture<Outcome> change(Change change, String source) {
		CompletableFuture<Outcome> outcome = new CompletableFuture<>();
		try {
			this.untold.add(change);
			Revocation held = this.register.find(change.subject());
			Revocation wanted = change.revokes() ? entry(change, held) : null;
			boolean taken = !this.closed && this.work.offer(() -> finish(change, held, wanted, source, outcome));
			if (!taken) {
				throw ManagementProblem.busy();
			}
			if (wanted != null) {
				this.register.merge(wanted);
			}
		}
		catch (ManagementProblem ex) {
			this.untold.remove(change);
			outcome.completeExceptionally(ex);
		}
		return outcome;
	}

	private Revocation entry(Change change, @Nullable Revocation held) throws ManagementProblem {
		if (held == null && this.register.size() >= Register.MOST) {
			throw ManagementProblem.full();
		}
		return change.on(held, this.clock.millis());
	}

	private void finish(Change change, @Nullable Revocation held, @Nullable Revocation wanted, String source,
			CompletableFuture<Outcome> outcome) {
		try {
			Outcome done = (wanted != null) ? revoke(change, held, wanted) : undo(change);
			this.log.changed(done, source);
			outcome.complete(done);
		}
		catch (ManagementProblem | RuntimeException | Error ex) {
			outcome.completeExceptionally(ex);
		}
		finally {
			this.untold.remove(change);
		}
	}

	private Outcome revoke(Change change, @Nullable Revocation held, Revocation wanted) throws ManagementProblem {
		// Whoever comes second changes nothing: it is the same entry.
		Revocation mine = this.register.merge(wanted);
		// What was asked for before, or elsewhere, may have undone it.
		return share(change, held, change.isDoneBy(mine) ? mine : this.register.merge(entry(change, mine)));
	}

	private Outcome undo(Change change) throws ManagementProblem {
		// It may have been revoked elsewhere a moment ago.
		turn();
		Revocation held = this.register.find(change.subject());
		Revocation undone = entry(change, held);
		Revocation mine = this.register.merge(this.untold.on(undone, this.clock.millis()));
		Outcome outcome = share(change, held, mine);
		return mine.revoked() ? new Outcome(undone, outcome.store(), outcome.isKept()) : outcome;
	}

	private Outcome share(Change change, @Nullable Revocation held, Revocation mine) throws ManagementProblem {
		Revocation shared = (this.link != null) ? this.link.put(change, held, mine) : null;
		boolean onDisk = this.disk.keep(store() == Outcome.Store.REACHABLE);
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
		Instant asOf = this.disk.restored();
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
