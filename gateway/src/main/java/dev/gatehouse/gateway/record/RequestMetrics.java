package dev.gatehouse.gateway.record;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.problem.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests. Every label is a name from a contract, the registry or the
 * gateway itself, so the number of series does not grow with what strangers send. Meters
 * are looked up once and then kept, a partner's until it leaves the registry.
 */
final class RequestMetrics {

	static final String NONE = "none";

	private static final String UNKNOWN = "unknown";

	private final MeterRegistry meters;

	private final Partners partners;

	private final TraceInHand trace;

	private final OperationTimes noOperation;

	private final PartnerCounters strangers;

	private final ConcurrentMap<Operation, OperationTimes> operations = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, PartnerCounters> counters = new ConcurrentHashMap<>();

	/**
	 * @param trace is told whose trace is being recorded
	 */
	RequestMetrics(MeterRegistry meters, Partners partners, TraceInHand trace) {
		this.meters = meters;
		this.partners = partners;
		this.trace = trace;
		this.noOperation = new OperationTimes(null, meters);
		this.strangers = new PartnerCounters(UNKNOWN, meters);
		partners.whenOneLeaves(this::forget);
	}

	void count(Passage passage, int status, Outcome outcome, long nanos) {
		Operation operation = passage.operation();
		time(passage, times(operation), status, outcome, nanos);
		PartnerCounters counters = counters(passage.client());
		counters.call((operation != null) ? operation.api() : NONE, outcome);
		Refusal refusal = passage.refusal();
		if (refusal != null) {
			counters.refusal(refusal.reason(), refusal.check());
		}
	}

	private void time(Passage passage, OperationTimes times, int status, Outcome outcome, long nanos) {
		this.trace.take(passage);
		try {
			times.record(status, outcome, nanos);
		}
		finally {
			this.trace.put();
		}
	}

	private OperationTimes times(@Nullable Operation operation) {
		if (operation == null) {
			return this.noOperation;
		}
		OperationTimes times = this.operations.get(operation);
		return (times != null) ? times
				: this.operations.computeIfAbsent(operation, (added) -> new OperationTimes(added, this.meters));
	}

	private PartnerCounters counters(@Nullable String client) {
		// Nobody keeps a partner from being called so.
		if (client == null || client.equals(UNKNOWN)) {
			return this.strangers;
		}
		PartnerCounters known = this.counters.get(client);
		return (known != null) ? known : join(client);
	}

	private PartnerCounters join(String client) {
		if (this.partners.find(client) == null) {
			return this.strangers;
		}
		PartnerCounters counters = this.counters.computeIfAbsent(client,
				(name) -> new PartnerCounters(name, this.meters));
		if (this.partners.find(client) == null) {
			// It left meanwhile.
			forget(client);
		}
		return counters;
	}

	private void forget(String client) {
		PartnerCounters counters = this.counters.remove(client);
		if (counters != null) {
			counters.close();
		}
	}

}
