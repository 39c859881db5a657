package dev.gatehouse.gateway.validation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.contract.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what was found in the requests of one API, and where that is only reported, logs
 * it: one request a second at most, and only names that the contract itself holds.
 */
final class Watch {

	private static final Logger logger = LoggerFactory.getLogger(Watch.class);

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	private final Mode mode;

	private final Counter found;

	private final LongSupplier nanoTime;

	private final AtomicLong next;

	Watch(String api, Mode mode, MeterRegistry meters, LongSupplier nanoTime) {
		this.mode = mode;
		this.found = Counter.builder("gatehouse.validation.findings")
			.description("Places in requests that break their contract")
			.tag("api", api)
			.tag("mode", mode.id())
			.register(meters);
		this.nanoTime = nanoTime;
		this.next = new AtomicLong(nanoTime.getAsLong());
	}

	/** Returns whether the request must not go on. */
	boolean refuses(Operation operation, String requestId, Findings findings) {
		this.found.increment(findings.all().size());
		if (this.mode == Mode.REPORT && isDue()) {
			logger.atWarn()
				.addKeyValue("http.request.id", requestId)
				.log("request {} of {} {} breaks the contract and is passed on: {}", requestId, operation.api(),
						operation.id(), findings.all());
		}
		return this.mode == Mode.ENFORCE;
	}

	private boolean isDue() {
		long now = this.nanoTime.getAsLong();
		long due = this.next.get();
		return now - due >= 0 && this.next.compareAndSet(due, now + PAUSE);
	}

}
