package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Goes on by the monotonic clock from what the wall clock said at first, and follows the
 * wall clock by a hundredth of the time that passes: whoever sets that forward opens no
 * new period of a quota, and one that was put right is right again after some time.
 */
final class SteadyClock implements InstantSource {

	private static final long STEP = TimeUnit.SECONDS.toNanos(1);

	private static final int FOLLOWS = 100;

	private final InstantSource wall;

	private final LongSupplier nanoTime;

	private final AtomicReference<Reading> last;

	SteadyClock(InstantSource wall, LongSupplier nanoTime) {
		this.wall = wall;
		this.nanoTime = nanoTime;
		this.last = new AtomicReference<>(new Reading(nanoTime.getAsLong(), micros(wall.instant())));
	}

	private static long micros(Instant instant) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
	}

	@Override
	public Instant instant() {
		return Instant.EPOCH.plus(micros(), ChronoUnit.MICROS);
	}

	@Override
	public long millis() {
		return Math.floorDiv(micros(), 1000);
	}

	private long micros() {
		Reading before = this.last.get();
		long now = this.nanoTime.getAsLong();
		long passed = (now - before.nanos) / 1000;
		long steady = before.micros + passed;
		long micros = Math.clamp(micros(this.wall.instant()), steady - passed / FOLLOWS, steady + passed / FOLLOWS);
		if (now - before.nanos >= STEP) {
			// Another thread's reading of the same moment is as good.
			this.last.compareAndSet(before, new Reading(now, micros));
		}
		return micros;
	}

	/** What time it was at a moment of the monotonic clock. */
	private record Reading(long nanos, long micros) {
	}

}
