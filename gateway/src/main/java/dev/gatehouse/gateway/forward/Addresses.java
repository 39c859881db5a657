package dev.gatehouse.gateway.forward;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The addresses of one service, each in its turn. One that could not be reached rests for
 * a while, as long as another is there; then a single request tries it again.
 */
final class Addresses {

	private static final long REST = TimeUnit.SECONDS.toNanos(5);

	private static final long WELL = 0;

	private final int count;

	private final LongSupplier nanoTime;

	private final AtomicInteger turn = new AtomicInteger();

	/** Per address: until when it rests, or that it does not. */
	private final AtomicLongArray rests;

	/**
	 * Creates the addresses, all of them well.
	 * @param count how many, at least one
	 */
	Addresses(int count, LongSupplier nanoTime) {
		this.count = count;
		this.nanoTime = nanoTime;
		this.rests = new AtomicLongArray(count);
	}

	/** Returns the index of the address whose turn it is. */
	int next() {
		int first = Math.floorMod(this.turn.getAndIncrement(), this.count);
		for (int i = 0; i < this.count; i++) {
			int index = (first + i) % this.count;
			if (mayTry(index)) {
				return index;
			}
		}
		return first;
	}

	private boolean mayTry(int index) {
		long until = this.rests.get(index);
		if (until == WELL) {
			return true;
		}
		long now = this.nanoTime.getAsLong();
		// Who gets this through is the one that tries; the others let it rest on.
		return now - until >= 0 && this.rests.compareAndSet(index, until, restFrom(now));
	}

	void reached(int index) {
		if (this.rests.get(index) != WELL) {
			this.rests.set(index, WELL);
		}
	}

	void unreached(int index) {
		this.rests.set(index, restFrom(this.nanoTime.getAsLong()));
	}

	private static long restFrom(long now) {
		long until = now + REST;
		return (until != WELL) ? until : until + 1;
	}

}
