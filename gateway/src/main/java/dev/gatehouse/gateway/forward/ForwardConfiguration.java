package dev.gatehouse.gateway.forward;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.gatehouse.gateway.contract.Contracts;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.bulkhead.event.BulkheadEvent;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerEvent;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.consumer.EventConsumerRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ForwardSettings.class)
class ForwardConfiguration {

	@Bean
	Upstreams upstreams(Contracts contracts, ForwardSettings settings) {
		return new Upstreams(contracts.apis()
			.stream()
			.collect(Collectors.toMap(Function.identity(),
					(api) -> new Upstream(api, settings.bases(api), settings.forward()))));
	}

	@Bean
	OperationRoutes operationRoutes(Contracts contracts, Upstreams upstreams, ForwardSettings settings,
			BulkheadRegistry bulkheads, CircuitBreakerRegistry breakers, MeterRegistry meters) {
		Map<String, ForwardFilter> filters = contracts.apis()
			.stream()
			.collect(Collectors.toMap(Function.identity(),
					(api) -> new ForwardFilter(api, upstreams.of(api),
							new Guard(bulkheads.bulkhead(api), breakers.circuitBreaker(api)),
							settings.forward().totalTimeout(), meters)));
		return new OperationRoutes(contracts, filters, settings);
	}

	/** A call's end is counted by an event loop, which must not wait for another one. */
	@Bean
	CircuitBreakerConfigCustomizer countWithoutLocks() {
		return CircuitBreakerConfigCustomizer.of("default", (config) -> config
			.slidingWindowSynchronizationStrategy(SlidingWindowSynchronizationStrategy.LOCK_FREE));
	}

	@Bean
	EventConsumerRegistry<CircuitBreakerEvent> unkeptBreakerEvents() {
		return new UnkeptEvents<>();
	}

	@Bean
	EventConsumerRegistry<BulkheadEvent> unkeptBulkheadEvents() {
		return new UnkeptEvents<>();
	}

	@Bean
	OperationHandlerMapping operationHandlerMapping(FilteringWebHandler handler, RouteLocator all,
			OperationRoutes routes, GlobalCorsProperties cors, Environment environment) {
		return new OperationHandlerMapping(handler, all, routes, cors, environment);
	}

}
