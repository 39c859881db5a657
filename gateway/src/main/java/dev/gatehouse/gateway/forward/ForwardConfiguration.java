package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gatehouse.gateway.contract.Contracts;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.CompositeCustomizer;
import io.github.resilience4j.common.bulkhead.configuration.BulkheadConfigCustomizer;
import io.github.resilience4j.common.bulkhead.configuration.CommonBulkheadConfigurationProperties;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.common.circuitbreaker.configuration.CommonCircuitBreakerConfigurationProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.WebFilter;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ForwardSettings.class)
class ForwardConfiguration {

	@Bean
	Services services(Contracts contracts, ForwardSettings settings, BulkheadRegistry bulkheads,
			CircuitBreakerRegistry breakers, MeterRegistry meters) {
		return new Services(contracts.apis()
			.stream()
			.collect(Collectors.toMap(Function.identity(),
					(api) -> new Service(upstream(api, settings, meters),
							new Guard(Guards.shown(bulkheads.bulkhead(api), meters),
									Guards.shown(breakers.circuitBreaker(api), meters)),
							new RetryBudget(), new CallTimes(api, meters)))));
	}

	private static Upstream upstream(String api, ForwardSettings settings, MeterRegistry meters) {
		Upstream upstream = new Upstream(api, settings.bases(api), settings.forward());
		Gauge.builder("gatehouse.upstream.connections", upstream, Upstream::connections)
			.description("Connections to the service, used and idle")
			.tag("api", api)
			.register(meters);
		return upstream;
	}

	@Bean
	OperationRoutes operationRoutes(Contracts contracts, Services services, ForwardSettings settings,
			RouteFilters filters) {
		return new OperationRoutes(contracts, services, settings, filters.byApi());
	}

	@Bean
	@SuppressWarnings("rawtypes")
	RouteFilters routeFilters(Contracts contracts, ForwardSettings settings, List<GatewayFilterFactory> factories,
			GatewayProperties properties, ConfigurationService configuration) {
		return new RouteFilters(contracts.apis(), settings.filters(),
				new FilterLoader(factories, properties, configuration));
	}

	@Bean
	Forward forward(Services services, RouteFilters filters, ObjectProvider<WebFilter> before,
			ObjectProvider<SecurityWebFilterChain> security, ObjectProvider<GlobalFilter> ofAllRoutes) {
		List<String> names = ProjectFilters.names(Stream.concat(before.stream(), ofAllRoutes.stream()),
				security.stream());
		return new Forward(services, names, filters.filtered());
	}

	@Bean
	CircuitBreakerRegistry circuitBreakerRegistry(CommonCircuitBreakerConfigurationProperties settings,
			CompositeCustomizer<CircuitBreakerConfigCustomizer> customizer) {
		return Guards.breakers(settings, customizer);
	}

	@Bean
	BulkheadRegistry bulkheadRegistry(CommonBulkheadConfigurationProperties settings,
			CompositeCustomizer<BulkheadConfigCustomizer> customizer) {
		return Guards.bulkheads(settings, customizer);
	}

	@Bean
	OperationHandlerMapping operationHandlerMapping(FilteringWebHandler handler, RouteLocator all,
			OperationRoutes routes, GlobalCorsProperties cors, Environment environment) {
		return new OperationHandlerMapping(handler, all, routes, cors, environment);
	}

}
