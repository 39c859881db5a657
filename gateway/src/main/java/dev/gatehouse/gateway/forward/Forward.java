package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.record.Passage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Where a request goes that the walk has let through: to its service. By way of Spring's
 * chains of filters if a project has filters there; if it has none they are not walked
 * through, because for nothing they cost as much as the rest of the gateway.
 */
public final class Forward {

	private static final Logger logger = LoggerFactory.getLogger(Forward.class);

	private final Services services;

	private final boolean straight;

	private final Set<String> filtered;

	/**
	 * Creates the room.
	 * @param filters those that stand between the walk and all services
	 * @param filtered APIs whose routes have filters of their own
	 */
	Forward(Services services, List<String> filters, Set<String> filtered) {
		this.services = services;
		this.straight = filters.isEmpty();
		this.filtered = Set.copyOf(filtered);
		if (!this.straight) {
			logger.info("every request passes {}", filters);
		}
	}

	/**
	 * Calls the service and relays its answer.
	 * @param chains Spring's, which end in the routes of the operations
	 */
	public Mono<Void> send(Operation operation, ServerWebExchange exchange, WebHandler chains) {
		return (this.straight && !this.filtered.contains(operation.api()))
				? Call.of(this.services.of(operation.api()), exchange, Passage.of(exchange), Answering.STRAIGHT)
				: chains.handle(exchange);
	}

}
