package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.record.Passage;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
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

	private final Service service;

	ForwardFilter(String api, Service service) {
		this.api = api;
		this.service = service;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return Call.of(this.service, exchange, Passage.of(exchange), Answering.SPRING);
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
