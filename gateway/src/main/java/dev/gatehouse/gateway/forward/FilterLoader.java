package dev.gatehouse.gateway.forward;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import reactor.core.publisher.Flux;

import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionRouteLocator;
import org.springframework.cloud.gateway.support.ConfigurationService;

/**
 * Makes filters of their definitions ({@code AddRequestHeader=X-Region, eu}) the way
 * Spring Cloud Gateway does, behind its default filters.
 */
@SuppressWarnings("rawtypes")
final class FilterLoader {

	private static final URI NOWHERE = URI.create("no://where");

	private final List<GatewayFilterFactory> factories;

	private final GatewayProperties properties;

	private final ConfigurationService configuration;

	FilterLoader(List<GatewayFilterFactory> factories, GatewayProperties properties,
			ConfigurationService configuration) {
		this.factories = factories;
		this.properties = properties;
		this.configuration = configuration;
	}

	/**
	 * Returns the filters in their order.
	 * @throws RuntimeException if a definition is wrong
	 */
	List<GatewayFilter> load(String id, List<String> definitions) {
		RouteDefinition route = new RouteDefinition();
		route.setId(id);
		route.setUri(NOWHERE);
		route.setFilters(definitions.stream().map(FilterDefinition::new).toList());
		List<RuntimeException> errors = new ArrayList<>();
		List<GatewayFilter> filters = new ArrayList<>();
		new RouteDefinitionRouteLocator(() -> Flux.just(route), List.of(), this.factories, this.properties,
				this.configuration)
			.getRoutes()
			.map(Route::getFilters)
			.subscribe(filters::addAll, (error) -> errors.add(new IllegalArgumentException(error)));
		if (!errors.isEmpty()) {
			throw errors.getFirst();
		}
		return filters;
	}

}
