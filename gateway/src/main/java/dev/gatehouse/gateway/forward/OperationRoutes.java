package dev.gatehouse.gateway.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.record.Passage;
import reactor.core.publisher.Flux;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;

/**
 * The contracts as Spring Cloud Gateway's routes: one per operation, found by the
 * operation and not by trying all.
 */
final class OperationRoutes implements RouteLocator {

	private final Map<Operation, Route> routes = new HashMap<>();

	private final List<Route> all;

	OperationRoutes(Contracts contracts, Services services, ForwardSettings settings,
			Map<String, List<GatewayFilter>> filters) {
		this.all = contracts.operations()
			.stream()
			.map((operation) -> route(operation, services.of(operation.api()), settings,
					filters.getOrDefault(operation.api(), List.of())))
			.toList();
	}

	private Route route(Operation operation, Service service, ForwardSettings settings, List<GatewayFilter> filters) {
		Route route = Route.async()
			.id(operation.api() + "." + operation.id())
			.uri(settings.bases(operation.api()).getFirst())
			.predicate((exchange) -> Passage.of(exchange).requiredOperation() == operation)
			.filters(filters)
			.filter(new ForwardFilter(operation.api(), service))
			.build();
		this.routes.put(operation, route);
		return route;
	}

	@Override
	public Flux<Route> getRoutes() {
		return Flux.fromIterable(this.all);
	}

	Route of(Operation operation) {
		Route route = this.routes.get(operation);
		if (route == null) {
			throw new IllegalStateException("an operation without a route: " + operation.id());
		}
		return route;
	}

}
