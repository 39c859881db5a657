package dev.gatehouse.gateway.forward;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.CompositeCustomizer;
import io.github.resilience4j.common.bulkhead.configuration.BulkheadConfigCustomizer;
import io.github.resilience4j.common.bulkhead.configuration.CommonBulkheadConfigurationProperties;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.common.circuitbreaker.configuration.CommonCircuitBreakerConfigurationProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Circuit breakers and bulkheads as Resilience4j's settings have them, of all APIs and of
 * single ones, and what operators see of them. Its auto-configuration listens to their
 * events, which makes three of each call, each with the time of day, that nobody reads.
 */
final class Guards {

	private Guards() {
	}

	/** Returns the circuit breakers. A call's end is counted without a lock. */
	static CircuitBreakerRegistry breakers(CommonCircuitBreakerConfigurationProperties settings,
			CompositeCustomizer<CircuitBreakerConfigCustomizer> customizer) {
		Map<String, CircuitBreakerConfig> configs = new HashMap<>();
		settings.getConfigs()
			.forEach((name, config) -> configs.put(name,
					withoutLocks(settings.createCircuitBreakerConfig(name, config, customizer))));
		CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(configs);
		settings.getInstances()
			.forEach((name, config) -> breakers.circuitBreaker(name,
					withoutLocks(settings.createCircuitBreakerConfig(name, config, customizer))));
		return breakers;
	}

	/** An event loop must not wait for another one. */
	private static CircuitBreakerConfig withoutLocks(CircuitBreakerConfig config) {
		return CircuitBreakerConfig.from(config)
			.slidingWindowSynchronizationStrategy(SlidingWindowSynchronizationStrategy.LOCK_FREE)
			.build();
	}

	/** Returns the bulkheads. */
	static BulkheadRegistry bulkheads(CommonBulkheadConfigurationProperties settings,
			CompositeCustomizer<BulkheadConfigCustomizer> customizer) {
		Map<String, BulkheadConfig> configs = new HashMap<>();
		settings.getConfigs()
			.forEach((name, config) -> configs.put(name, settings.createBulkheadConfig(config, customizer, name)));
		BulkheadRegistry bulkheads = BulkheadRegistry.of(configs);
		settings.getInstances()
			.forEach((name, config) -> bulkheads.bulkhead(name,
					settings.createBulkheadConfig(config, customizer, name)));
		return bulkheads;
	}

	/** Shows how many calls may be under way at once, and how many more may be now. */
	static Bulkhead shown(Bulkhead bulkhead, MeterRegistry meters) {
		Gauge
			.builder("resilience4j.bulkhead.available.concurrent.calls", bulkhead,
					(one) -> one.getMetrics().getAvailableConcurrentCalls())
			.description("How many more calls may be under way")
			.tag("name", bulkhead.getName())
			.register(meters);
		Gauge
			.builder("resilience4j.bulkhead.max.allowed.concurrent.calls", bulkhead,
					(one) -> one.getMetrics().getMaxAllowedConcurrentCalls())
			.description("How many calls may be under way at once")
			.tag("name", bulkhead.getName())
			.register(meters);
		return bulkhead;
	}

	/** Shows the state of a breaker: the series of the state that it is in is 1. */
	static CircuitBreaker shown(CircuitBreaker breaker, MeterRegistry meters) {
		for (CircuitBreaker.State state : CircuitBreaker.State.values()) {
			Gauge.builder("resilience4j.circuitbreaker.state", breaker, (one) -> (one.getState() == state) ? 1 : 0)
				.description("Whether the circuit breaker is in this state")
				.tag("name", breaker.getName())
				.tag("state", state.name().toLowerCase(Locale.ROOT))
				.register(meters);
		}
		return breaker;
	}

}
