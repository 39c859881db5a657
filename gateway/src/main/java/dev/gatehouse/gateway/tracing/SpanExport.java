package dev.gatehouse.gateway.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The SDK's own processor of batches wants spans that its tracer has made, and counts what it drops only in meters of
 * OpenTelemetry. A queue without a lock is needed in any case: event loops add to it.
 */
/**
 * Takes requests to the collector, batch by batch, on a thread of its own. No request
 * waits for it: what the bounded queue cannot take and what the collector does not take
 * is dropped and counted.
 */
final class SpanExport implements AutoCloseable, Runnable {

	private static final Logger logger = LoggerFactory.getLogger(SpanExport.class);

	/** Requests; each is one span or two. */
	private static final int LONGEST_BATCH = 256;

	private static final long REST = TimeUnit.SECONDS.toNanos(1);

	/** How long the end waits for what is left, and then for the thread. */
	static final long LAST_PATIENCE_MILLIS = 3000;

	private final Collector collector;

	private final int longest;

	private final Counter exported;

	private final Counter dropped;

	private final Queue<TracedRequest> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Thread thread = Thread.ofPlatform().daemon().name("span-export").unstarted(this);

	private volatile boolean ending;

	private volatile long endingSince;

	private boolean failing;

	/**
	 * @param longest how many requests may wait
	 */
	SpanExport(Collector collector, int longest, MeterRegistry meters) {
		this.collector = collector;
		this.longest = longest;
		this.exported = meters.counter("gatehouse.spans.exported");
		this.dropped = meters.counter("gatehouse.spans.dropped");
	}

	void start() {
		this.thread.start();
	}

	/** Never waits. */
	void add(TracedRequest request) {
		int length = this.waiting.incrementAndGet();
		if (length > this.longest || this.ending) {
			this.waiting.decrementAndGet();
			this.dropped.increment(Spans.count(request));
			return;
		}
		this.queue.add(request);
		if (length == LONGEST_BATCH) {
			LockSupport.unpark(this.thread);
		}
	}

	@Override
	public void run() {
		while (!this.ending || (!this.queue.isEmpty() && hasTimeLeft())) {
			List<TracedRequest> batch = take();
			if (batch.isEmpty()) {
				LockSupport.parkNanos(this, REST);
			}
			else {
				send(batch);
			}
		}
		for (List<TracedRequest> left = take(); !left.isEmpty(); left = take()) {
			this.dropped.increment(Spans.count(left));
		}
		this.collector.close();
	}

	private boolean hasTimeLeft() {
		return System.nanoTime() - this.endingSince < TimeUnit.MILLISECONDS.toNanos(LAST_PATIENCE_MILLIS);
	}

	private List<TracedRequest> take() {
		List<TracedRequest> batch = new ArrayList<>();
		TracedRequest request = this.queue.poll();
		while (request != null) {
			batch.add(request);
			request = (batch.size() < LONGEST_BATCH) ? this.queue.poll() : null;
		}
		this.waiting.addAndGet(-batch.size());
		return batch;
	}

	private void send(List<TracedRequest> batch) {
		String fault = fault(batch);
		((fault == null) ? this.exported : this.dropped).increment(Spans.count(batch));
		if (fault == null && this.failing) {
			logger.info("spans are sent to the collector again");
		}
		else if (fault != null && !this.failing) {
			logger.warn("spans cannot be sent to the collector: {}", fault);
		}
		this.failing = fault != null;
	}

	/** Nothing that a batch does may end the thread. */
	private @Nullable String fault(List<TracedRequest> batch) {
		try {
			return this.collector.send(batch);
		}
		catch (RuntimeException ex) {
			return ex.toString();
		}
	}

	/**
	 * Sends what is left for three seconds at most. A batch that is still under way then
	 * is given up.
	 */
	@Override
	public void close() {
		this.endingSince = System.nanoTime();
		this.ending = true;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(LAST_PATIENCE_MILLIS);
			this.thread.interrupt();
			this.thread.join(LAST_PATIENCE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
