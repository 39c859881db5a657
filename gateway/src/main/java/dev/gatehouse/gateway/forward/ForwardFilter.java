package dev.gatehouse.gateway.forward;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.gatehouse.gateway.record.Passage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.util.retry.Retry;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;

/**
 * The last filter of a contract's route: calls the service. Other filters of the route
 * stand before it.
 */
final class ForwardFilter implements GatewayFilter, Ordered {

	/**
	 * After every filter that a project may add, one without an order too: filters of a
	 * route stand behind those of all routes.
	 */
	private static final int ORDER = Ordered.LOWEST_PRECEDENCE;

	private final String api;

	private final Upstream upstream;

	private final Guard guard;

	private final Duration totalTimeout;

	private final RetryBudget retries = new RetryBudget();

	private final MeterRegistry meters;

	private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

	ForwardFilter(String api, Upstream upstream, Guard guard, Duration totalTimeout, MeterRegistry meters) {
		this.api = api;
		this.upstream = upstream;
		this.guard = guard;
		this.totalTimeout = totalTimeout;
		this.meters = meters;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return Mono.defer(() -> forward(exchange));
	}

	private Mono<Void> forward(ServerWebExchange exchange) {
		Attempt attempt = new Attempt();
		Passage passage = Passage.of(exchange);
		long start = System.nanoTime();
		this.retries.earn();
		Mono<Void> call = Mono.defer(() -> this.upstream.exchange(exchange, passage, attempt))
			.retryWhen(Retry.max(1)
				.filter((error) -> mayRetry(exchange, attempt, error))
				.onRetryExhaustedThrow((spec, signal) -> signal.failure()))
			.timeout(this.totalTimeout);
		return this.guard.call(attempt, call)
			.doFinally((signal) -> time(attempt, signal, System.nanoTime() - start))
			.onErrorMap(UpstreamErrors::refusal);
	}

	/**
	 * Only what cannot have had an effect (RFC 9110, section 9.2.2), and only within the
	 * budget.
	 */
	private boolean mayRetry(ServerWebExchange exchange, Attempt attempt, Throwable error) {
		boolean harmless = UpstreamErrors.isUnreached(error) || (exchange.getRequest().getMethod() == HttpMethod.GET
				&& !attempt.hasAnswer() && UpstreamErrors.isBroken(error));
		return harmless && this.retries.spend();
	}

	private void time(Attempt attempt, SignalType signal, long nanos) {
		String outcome = switch (attempt.verdict(signal)) {
			case GOOD -> "success";
			case BAD -> "failure";
			case NEITHER -> "aborted";
		};
		this.timers
			.computeIfAbsent(outcome,
					(name) -> this.meters.timer("gatehouse.upstream", "api", this.api, "outcome", name))
			.record(Duration.ofNanos(nanos));
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public String toString() {
		return "forward to " + this.api;
	}

}
