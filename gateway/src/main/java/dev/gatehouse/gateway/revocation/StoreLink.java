package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.store.StoreAway;
import dev.gatehouse.gateway.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node in step with the store: connects, listens, and begins anew after
 * whatever goes wrong. Belongs to the thread that keeps the revocations; when it was last
 * in step may be asked by anybody.
 */
final class StoreLink implements AutoCloseable {

	/** So long a store that is away is left alone. */
	static final Duration PAUSE = Duration.ofMillis(200);

	private static final long RETRY = PAUSE.toNanos();

	private final RevocationStore store;

	private final Alignment alignment;

	private final Register register;

	private final RevocationsLog log;

	private final LongSupplier nanoTime;

	private long lastAttempt;

	private long lastListen;

	private volatile @Nullable Long inStep;

	private volatile boolean up;

	private StoreLink(RevocationStore store, Alignment alignment, Register register, RevocationsLog log,
			LongSupplier nanoTime) {
		this.store = store;
		this.alignment = alignment;
		this.register = register;
		this.log = log;
		this.nanoTime = nanoTime;
		this.lastAttempt = nanoTime.getAsLong() - RETRY;
		this.lastListen = this.lastAttempt;
	}

	/**
	 * Returns a link that is not there yet.
	 * @param news is run, on a thread that must not wait, when there is news
	 */
	static StoreLink of(StoreSettings settings, Register register, RevocationsLog log, InstantSource clock,
			LongSupplier nanoTime, Runnable news) {
		RevocationStore store = new RevocationStore(settings, news);
		return new StoreLink(store, new Alignment(register, store, clock, log), register, log, nanoTime);
	}

	/** Tells and asks, if the store is there or it is time to try again. */
	void align() {
		try {
			if (isReady()) {
				this.alignment.align();
				aligned();
			}
		}
		catch (StoreAway | RuntimeException | Error ex) {
			// The thread is the only one, and what it does not say nobody knows.
			fail(ex);
		}
	}

	private boolean isReady() throws StoreAway {
		long now = this.nanoTime.getAsLong();
		if (!this.store.isConnected()) {
			this.up = false;
			if (now - this.lastAttempt < RETRY) {
				return false;
			}
			this.lastAttempt = now;
			this.alignment.begin();
			this.store.connect();
		}
		if (!this.store.isListening(now) && now - this.lastListen >= RETRY) {
			this.lastListen = now;
			listen(now);
		}
		return true;
	}

	/** Without it there is still what is asked for every half second. */
	private void listen(long now) {
		try {
			this.store.listen(now);
			this.log.deaf(null);
		}
		catch (StoreAway ex) {
			this.log.deaf(ex);
		}
	}

	private void aligned() {
		this.inStep = this.nanoTime.getAsLong();
		this.up = true;
		this.register.know();
		this.log.inStep(this.register.size());
	}

	private void fail(Throwable ex) {
		this.up = false;
		// What else waits is not kept waiting for the same again.
		this.lastAttempt = this.nanoTime.getAsLong();
		this.store.disconnect();
		this.log.away(ex, this.register.areKnown());
	}

	/**
	 * Makes a change that is in force here the store's.
	 * @return what is in force in the end; null: the store is away
	 */
	@Nullable Revocation put(Change change, @Nullable Revocation held, Revocation mine) throws ManagementProblem {
		if (!this.store.isConnected()) {
			align();
		}
		try {
			if (this.store.isConnected()) {
				return this.alignment.put(change, held, mine);
			}
		}
		catch (StoreAway | RuntimeException | Error ex) {
			fail(ex);
		}
		return null;
	}

	/** Forgets what is over, here and there. */
	void sweep() {
		this.alignment.forget(this.register.sweep(this.alignment.second()));
	}

	/** Returns whether the last exchange was a success. */
	boolean isUp() {
		return this.up;
	}

	/** Returns for how long this node has not been in step; null: it never was. */
	@Nullable Duration age() {
		Long last = this.inStep;
		return (last != null) ? Duration.ofNanos(this.nanoTime.getAsLong() - last) : null;
	}

	@Override
	public void close() {
		this.store.close();
	}

}
