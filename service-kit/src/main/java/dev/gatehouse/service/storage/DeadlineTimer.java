package dev.gatehouse.service.storage;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Expires deadlines. One thread is enough: cutting a connection closes a socket and waits
 * for nothing.
 */
final class DeadlineTimer implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
			Thread.ofPlatform().daemon().name("storage-deadline").factory());

	private final Duration budget;

	DeadlineTimer(Duration budget) {
		this.budget = budget;
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Expires the deadline when the budget is spent; to be cancelled when the request is
	 * answered.
	 */
	Future<?> start(Deadline deadline) {
		return this.timer.schedule(deadline::expire, this.budget.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
