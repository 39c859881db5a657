package dev.gatehouse.gateway.record;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.problem.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests. Every label is a name from a contract, the registry or the
 * gateway itself, so the number of series does not grow with what strangers send. Meters
 * are looked up once and then kept.
 */
final class RequestMetrics {

	private static final String NONE = "none";

	private static final String UNKNOWN = "unknown";

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
			Duration.ofSeconds(5), Duration.ofSeconds(10) };

	private final MeterRegistry meters;

	private final Partners partners;

	private final ConcurrentMap<TimerKey, Timer> timers = new ConcurrentHashMap<>();

	private final ConcurrentMap<PartnerKey, Counter> calls = new ConcurrentHashMap<>();

	private final ConcurrentMap<RefusalKey, Counter> refusals = new ConcurrentHashMap<>();

	private final ConcurrentMap<CheckKey, Counter> checks = new ConcurrentHashMap<>();

	RequestMetrics(MeterRegistry meters, Partners partners) {
		this.meters = meters;
		this.partners = partners;
	}

	void count(Passage passage, int status, Outcome outcome, long nanos) {
		Operation operation = passage.operation();
		String api = (operation != null) ? operation.api() : NONE;
		String client = client(passage.client());
		this.timers.computeIfAbsent(new TimerKey(operation, status, outcome), this::timer)
			.record(Duration.ofNanos(nanos));
		this.calls.computeIfAbsent(new PartnerKey(client, api, outcome), this::call).increment();
		Refusal refusal = passage.refusal();
		if (refusal != null) {
			this.refusals.computeIfAbsent(new RefusalKey(client, refusal.reason()), this::refusal).increment();
			String check = refusal.check();
			if (check != null) {
				this.checks.computeIfAbsent(new CheckKey(client, check), this::check).increment();
			}
		}
	}

	private String client(@Nullable String client) {
		return (client != null && this.partners.find(client) != null) ? client : UNKNOWN;
	}

	private Timer timer(TimerKey key) {
		Operation operation = key.operation();
		return Timer.builder("gatehouse.requests")
			.description("Requests, from their first byte to the last of the answer")
			.tag("api", (operation != null) ? operation.api() : NONE)
			.tag("operation", (operation != null) ? operation.id() : NONE)
			.tag("status", Integer.toString(key.status()))
			.tag("outcome", key.outcome().id())
			.serviceLevelObjectives(BUCKETS)
			.register(this.meters);
	}

	private Counter call(PartnerKey key) {
		return this.meters.counter("gatehouse.partner.requests", "client", key.client(), "api", key.api(), "outcome",
				key.outcome().id());
	}

	private Counter refusal(RefusalKey key) {
		return this.meters.counter("gatehouse.refusals", "client", key.client(), "reason", key.reason());
	}

	/** Which check failed, of those that one reason stands for. */
	private Counter check(CheckKey key) {
		return this.meters.counter("gatehouse.failed.checks", "client", key.client(), "check", key.check());
	}

	private record TimerKey(@Nullable Operation operation, int status, Outcome outcome) {
	}

	private record PartnerKey(String client, String api, Outcome outcome) {
	}

	private record RefusalKey(String client, String reason) {
	}

	private record CheckKey(String client, String check) {
	}

}
