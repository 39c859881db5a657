package dev.gatehouse.gateway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one partner, or those of all strangers together. When it is
 * closed its series end.
 * <p>
 * A counter of Micrometer's looks for an exemplar as it is incremented and, where it has
 * none, has a thread wake up to look again (11 times a second each): with many partners
 * that is once for every request.
 */
final class PartnerCounters implements AutoCloseable {

	private static final int OUTCOMES = Outcome.values().length;

	private final String client;

	private final MeterRegistry meters;

	/** By API, then in the order of the outcomes. */
	private final ConcurrentMap<String, AtomicReferenceArray<@Nullable LongAdder>> calls = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> refusals = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> checks = new ConcurrentHashMap<>();

	private final List<FunctionCounter> all = new ArrayList<>();

	private boolean closed;

	PartnerCounters(String client, MeterRegistry meters) {
		this.client = client;
		this.meters = meters;
	}

	void call(String api, Outcome outcome) {
		AtomicReferenceArray<@Nullable LongAdder> counters = this.calls.get(api);
		if (counters == null) {
			counters = this.calls.computeIfAbsent(api, (added) -> new AtomicReferenceArray<>(OUTCOMES));
		}
		LongAdder counter = counters.get(outcome.ordinal());
		((counter != null) ? counter : add(counters, api, outcome)).increment();
	}

	/** One that is made twice would count for nobody the second time. */
	private synchronized LongAdder add(AtomicReferenceArray<@Nullable LongAdder> counters, String api,
			Outcome outcome) {
		LongAdder counter = counters.get(outcome.ordinal());
		if (counter == null) {
			counter = make("gatehouse.partner.requests", "api", api, "outcome", outcome.id());
			counters.set(outcome.ordinal(), counter);
		}
		return counter;
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
	private synchronized LongAdder make(String name, String... tags) {
		LongAdder counter = new LongAdder();
		if (!this.closed) {
			this.all.add(FunctionCounter.builder(name, counter, LongAdder::sum)
				.tags(tags)
				.tag("client", this.client)
				.register(this.meters));
		}
		return counter;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.all.forEach(this.meters::remove);
	}

}
