package dev.gatehouse.gateway.entry;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/*
 * Most deadlines are met and moved on with every request, so moving one must cost next to nothing: a timer that is set
 * for an earlier moment stays, looks at the deadline when it fires, and waits on.
 */
/**
 * The moment until which something must have happened on a connection. Used by its event
 * loop only.
 */
final class Deadline implements Runnable {

	private final EventExecutor executor;

	private final Runnable late;

	private final LongSupplier nanoTime;

	private long moment;

	private long timerMoment;

	private @Nullable Future<?> timer;

	Deadline(EventExecutor executor, Runnable late, LongSupplier nanoTime) {
		this.executor = executor;
		this.late = late;
		this.nanoTime = nanoTime;
	}

	/** Sets the deadline, in place of the one before. */
	void in(long nanos) {
		this.moment = this.nanoTime.getAsLong() + nanos;
		if (this.timer == null || this.moment - this.timerMoment < 0) {
			cancel();
			setTimer(nanos);
		}
	}

	void cancel() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	private void setTimer(long nanos) {
		this.timerMoment = this.moment;
		this.timer = this.executor.schedule(this, nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void run() {
		this.timer = null;
		long left = this.moment - this.nanoTime.getAsLong();
		if (left > 0) {
			setTimer(left);
		}
		else {
			this.late.run();
		}
	}

}
