package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What time it is at the store, to go on by this node's monotonic clock.
 *
 * @param nanos of the monotonic clock when it was that time
 * @param micros since the epoch
 * @param born which store said so: another one after it has lost what it knew; 0: none,
 * it is this node's own idea
 */
record StoreTime(long nanos, long micros, long born) {

	/** Returns what time it is at the store, in microseconds since the epoch. */
	long micros(long now) {
		return this.micros + (now - this.nanos) / 1000;
	}

	/** Returns the moment of this node's clock at which it is that time there. */
	long nanos(long micros) {
		return this.nanos + (micros - this.micros) * 1000;
	}

	Instant at(long now) {
		return Instant.EPOCH.plus(micros(now), ChronoUnit.MICROS);
	}

}
