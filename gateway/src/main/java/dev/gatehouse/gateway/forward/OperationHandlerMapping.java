package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.record.Passage;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;

/**
 * Takes the route of the operation that the contract room found, instead of trying one
 * route after the other.
 */
final class OperationHandlerMapping extends RoutePredicateHandlerMapping {

	private final OperationRoutes routes;

	OperationHandlerMapping(FilteringWebHandler handler, RouteLocator all, OperationRoutes routes,
			GlobalCorsProperties cors, Environment environment) {
		super(handler, all, cors, environment);
		this.routes = routes;
	}

	@Override
	protected Mono<Route> lookupRoute(ServerWebExchange exchange) {
		if (!Passage.isOf(exchange)) {
			return Mono.empty();
		}
		// Spring's own routing filters stand among those that a project may add.
		ServerWebExchangeUtils.setAlreadyRouted(exchange);
		return Mono.just(this.routes.of(Passage.of(exchange).requiredOperation()));
	}

}
