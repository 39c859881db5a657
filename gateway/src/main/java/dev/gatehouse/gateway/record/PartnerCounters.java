package dev.gatehouse.gateway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.noop.NoopCounter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one partner, or those of all strangers together. When it is
 * closed its series end.
 */
final class PartnerCounters implements AutoCloseable {

	private static final int OUTCOMES = Outcome.values().length;

	private final String client;

	private final MeterRegistry meters;

	/** By API, then in the order of the outcomes. */
	private final ConcurrentMap<String, AtomicReferenceArray<@Nullable Counter>> calls = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Counter> refusals = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Counter> checks = new ConcurrentHashMap<>();

	private final List<Counter> all = new ArrayList<>();

	private boolean closed;

	PartnerCounters(String client, MeterRegistry meters) {
		this.client = client;
		this.meters = meters;
	}

	void call(String api, Outcome outcome) {
		AtomicReferenceArray<@Nullable Counter> counters = this.calls.get(api);
		if (counters == null) {
			counters = this.calls.computeIfAbsent(api, (added) -> new AtomicReferenceArray<>(OUTCOMES));
		}
		Counter counter = counters.get(outcome.ordinal());
		if (counter == null) {
			counter = make("gatehouse.partner.requests", "api", api, "outcome", outcome.id());
			counters.set(outcome.ordinal(), counter);
		}
		counter.increment();
	}

	/**
	 * Counts a refusal.
	 * @param check which check failed, of those that one reason stands for
	 */
	void refusal(String reason, @Nullable String check) {
		this.refusals.computeIfAbsent(reason, (added) -> make("gatehouse.refusals", "reason", added)).increment();
		if (check != null) {
			this.checks.computeIfAbsent(check, (added) -> make("gatehouse.failed.checks", "check", added)).increment();
		}
	}

	/**
	 * A request may still be on its way when its partner has left: it begins no series.
	 */
	private synchronized Counter make(String name, String... tags) {
		if (this.closed) {
			return new NoopCounter(new Meter.Id(name, Tags.of(tags), null, null, Meter.Type.COUNTER));
		}
		Counter counter = Counter.builder(name).tags(tags).tag("client", this.client).register(this.meters);
		this.all.add(counter);
		return counter;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.all.forEach(this.meters::remove);
	}

}
