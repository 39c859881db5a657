package dev.gatehouse.gateway.limits;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.store.StoreAway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to the store. It tells what runs out and what has changed,
 * for all leases at once, every 50 ms and at once when a request waits for it.
 */
final class LeaseSync implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LeaseSync.class);

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	/** Others count this node among the living as long as it says something. */
	private static final long HEARTBEAT = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(200);

	/** Keeps the store for a few milliseconds. */
	private static final int AT_ONCE = 200;

	private static final int WARM = 50;

	/** With a store that is slow by itself it would be no use. */
	private static final long LONGEST_WARM_UP = TimeUnit.MILLISECONDS.toNanos(500);

	/** Whoever starts does not wait longer for a store that is away. */
	private static final long FIRST_ATTEMPT_MILLIS = 3000;

	private final Set<Lease> active = new LinkedHashSet<>();

	private final CountDownLatch attempted = new CountDownLatch(1);

	private final LeaseStore store;

	private final StoreState state;

	private final String node;

	private final LongSupplier nanoTime;

	private final QuotaLearner learner;

	private final Thread thread;

	private volatile boolean closed;

	/** Which of both was logged last: that the store works, or that it does not. */
	private @Nullable Boolean told;

	private int warmth;

	private long lastExchange;

	private long lastAttempt;

	/** Begins with {@link #start}. */
	LeaseSync(LeaseStore store, StoreState state, String node, LongSupplier nanoTime, QuotaLearner learner) {
		this.store = store;
		this.state = state;
		this.node = node;
		this.nanoTime = nanoTime;
		this.learner = learner;
		this.lastAttempt = nanoTime.getAsLong() - RETRY;
		this.lastExchange = nanoTime.getAsLong() - HEARTBEAT;
		this.thread = Thread.ofPlatform().daemon().name("limit-store").unstarted(this::run);
	}

	/** Begins, and waits a moment for the first answer. */
	void start() {
		this.thread.start();
		try {
			this.attempted.await(FIRST_ATTEMPT_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		while (!this.closed) {
			CompletableFuture<Void> waiting = this.state.begin();
			try {
				turn(this.nanoTime.getAsLong());
			}
			catch (StoreAway | RuntimeException | Error ex) {
				// This thread is the only one, and what it does not say nobody knows.
				fail(ex);
			}
			this.attempted.countDown();
			waiting.complete(null);
			LockSupport.parkNanos(this, TICK);
		}
		leave();
	}

	private void turn(long now) throws StoreAway {
		for (Lease lease = this.state.nextDue(); lease != null; lease = this.state.nextDue()) {
			lease.noted();
			this.active.add(lease);
		}
		this.active.removeIf((lease) -> lease.isOver(now));
		if (!this.store.isConnected()) {
			this.state.away();
			if (now - this.lastAttempt < RETRY) {
				return;
			}
			this.lastAttempt = now;
			this.store.connect();
			warmUp();
			this.learner.learnMany(this::ask);
		}
		exchange(this.active.stream().filter((lease) -> lease.isDue(now)).toList(), false);
		this.learner.learnFew(this::ask);
		this.active.removeIf(Lease::isSettled);
		if (this.state.isUp() && !Boolean.TRUE.equals(this.told)) {
			this.told = true;
			logger.info("limits are shared by way of the store");
		}
	}

	private void ask(List<Report> questions) throws StoreAway {
		Exchange.run(this.store, this.state, this.node, questions, this.nanoTime.getAsLong(), false);
	}

	/**
	 * The first exchange in the life of a process takes too long for a request to wait.
	 */
	private void warmUp() throws StoreAway {
		long began = this.nanoTime.getAsLong();
		while (this.warmth < WARM && this.nanoTime.getAsLong() - began < LONGEST_WARM_UP) {
			long now = this.nanoTime.getAsLong();
			Lease none = new RateLease(this.node + ":0", "-", new Pace(1, 1, 1), this.state, now);
			Exchange.run(this.store, this.state, this.node, List.of(none.report(now, false)), now, false);
			this.warmth++;
		}
	}

	private void exchange(List<Lease> leases, boolean leaving) throws StoreAway {
		long now = this.nanoTime.getAsLong();
		if (leases.isEmpty() && (leaving || now - this.lastExchange >= HEARTBEAT)) {
			Exchange.run(this.store, this.state, this.node, List.of(), now, leaving);
			this.lastExchange = now;
		}
		for (int from = 0; from < leases.size(); from += AT_ONCE) {
			now = this.nanoTime.getAsLong();
			List<Report> reports = new ArrayList<>();
			for (Lease lease : leases.subList(from, Math.min(leases.size(), from + AT_ONCE))) {
				reports.add(lease.report(now, leaving));
			}
			Exchange.run(this.store, this.state, this.node, reports, now, leaving);
			this.lastExchange = now;
		}
	}

	private void fail(Throwable ex) {
		if (!Boolean.FALSE.equals(this.told)) {
			this.told = false;
			logger.warn("the limit store fails, and this node keeps to its share: {}", ex.getMessage());
		}
		this.state.away();
		this.store.disconnect();
	}

	/** What this node holds is for the others. */
	private void leave() {
		this.state.away();
		try {
			if (this.store.isConnected()) {
				exchange(List.copyOf(this.active), true);
			}
		}
		catch (StoreAway | RuntimeException ex) {
			logger.warn("the limit store was not told that this node leaves: {}", ex.getMessage());
		}
		this.store.close();
	}

	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
