package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * What requests know of the store, and how they tell that a lease runs out. Nothing here
 * waits.
 */
final class StoreState {

	private final ConcurrentLinkedQueue<Lease> due = new ConcurrentLinkedQueue<>();

	private final AtomicReference<CompletableFuture<Void>> news = new AtomicReference<>(new CompletableFuture<>());

	private final Duration longestWait;

	private volatile boolean up;

	private volatile int nodes;

	private volatile StoreTime time;

	private volatile @Nullable Thread exchanger;

	/**
	 * Begins without a store.
	 * @param longestWait of a request for an answer of the store
	 * @param nodes how many gateways there are, until the store tells
	 */
	StoreState(Duration longestWait, int nodes, InstantSource clock, long now) {
		this.longestWait = longestWait;
		this.nodes = nodes;
		this.time = new StoreTime(now, clock.millis() * 1000, 0);
	}

	/** Returns whether the last exchange was a success. */
	boolean isUp() {
		return this.up;
	}

	/** Returns how many gateways there are, or were when that was last known. */
	int nodes() {
		return this.nodes;
	}

	StoreTime time() {
		return this.time;
	}

	/** Has the lease exchanged with the next others. */
	void tell(Lease lease) {
		this.due.add(lease);
	}

	/** Returns what ends when the store has answered, and otherwise soon. */
	CompletableFuture<Void> awaitNews() {
		CompletableFuture<Void> next = this.news.get();
		next.completeOnTimeout(null, this.longestWait.toMillis(), TimeUnit.MILLISECONDS);
		wake();
		return next;
	}

	/** Has the exchange begin now. */
	void wake() {
		LockSupport.unpark(this.exchanger);
	}

	/** For the thread that exchanges: who waits from now on waits for the next news. */
	CompletableFuture<Void> begin() {
		this.exchanger = Thread.currentThread();
		return this.news.getAndSet(new CompletableFuture<>());
	}

	@Nullable Lease nextDue() {
		return this.due.poll();
	}

	void answered(int nodes, StoreTime time) {
		this.nodes = nodes;
		this.time = time;
		this.up = true;
	}

	void away() {
		this.up = false;
	}

}
