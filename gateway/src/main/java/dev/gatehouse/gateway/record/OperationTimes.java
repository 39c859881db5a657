package dev.gatehouse.gateway.record;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.contract.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Times the requests of one operation, or those that name none, by status and outcome. An
 * operation ends in few ways, so the timers are gone through one by one.
 */
final class OperationTimes {

	private static final Duration[] BUCKETS = LatencyBuckets.times();

	private final @Nullable Operation operation;

	private final MeterRegistry meters;

	private volatile Kind[] kinds = {};

	OperationTimes(@Nullable Operation operation, MeterRegistry meters) {
		this.operation = operation;
		this.meters = meters;
	}

	void record(int status, Outcome outcome, long nanos) {
		timer(status, outcome).record(nanos, TimeUnit.NANOSECONDS);
	}

	private Timer timer(int status, Outcome outcome) {
		Timer timer = find(status, outcome);
		return (timer != null) ? timer : add(status, outcome);
	}

	private @Nullable Timer find(int status, Outcome outcome) {
		for (Kind kind : this.kinds) {
			if (kind.status == status && kind.outcome == outcome) {
				return kind.timer;
			}
		}
		return null;
	}

	private synchronized Timer add(int status, Outcome outcome) {
		Timer added = find(status, outcome);
		if (added != null) {
			return added;
		}
		Kind[] more = Arrays.copyOf(this.kinds, this.kinds.length + 1);
		Timer timer = make(status, outcome);
		more[this.kinds.length] = new Kind(status, outcome, timer);
		this.kinds = more;
		return timer;
	}

	private Timer make(int status, Outcome outcome) {
		Operation operation = this.operation;
		return Timer.builder("gatehouse.requests")
			.description("Requests, from their first byte to the last of the answer")
			.tag("api", (operation != null) ? operation.api() : RequestMetrics.NONE)
			.tag("operation", (operation != null) ? operation.id() : RequestMetrics.NONE)
			.tag("status", Integer.toString(status))
			.tag("outcome", outcome.id())
			.serviceLevelObjectives(BUCKETS)
			.register(this.meters);
	}

	private record Kind(int status, Outcome outcome, Timer timer) {
	}

}
