package dev.gatehouse.gateway.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.record.Passage;
import reactor.core.publisher.Flux;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;

/**
 * The contracts as Spring Cloud Gateway's routes: one per operation, found by the
 * operation and not by trying all.
 */
final class OperationRoutes implements RouteLocator {

	private final Map<Operation, Route> routes = new HashMap<>();

	private final List<Route> all;

	OperationRoutes(Contracts contracts, Map<String, ForwardFilter> filters, ForwardSettings settings) {
		this.all = contracts.operations().stream().map((operation) -> route(operation, filters, settings)).toList();
	}

	private Route route(Operation operation, Map<String, ForwardFilter> filters, ForwardSettings settings) {
		Route route = Route.async()
			.id(operation.api() + "." + operation.id())
			.uri(settings.bases(operation.api()).getFirst())
			.predicate((exchange) -> Passage.of(exchange).requiredOperation() == operation)
			.filter(Objects.requireNonNull(filters.get(operation.api())))
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
