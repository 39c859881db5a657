package dev.gatehouse.gateway.revocation;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Puts the endpoint at the management port. Spring Boot makes it for the server of that
 * port alone, which is why it is no {@code @Configuration} that is found by itself. An
 * {@code @Endpoint} would take what Spring's conversions make of a request, unknown
 * members and all.
 */
final class RevocationsRoute {

	@Bean
	RouterFunction<ServerResponse> revocationsRoute(RevocationsEndpoint endpoint, WebEndpointProperties properties) {
		return RouterFunctions.route(RequestPredicates.path(properties.getBasePath() + "/revocations"), endpoint);
	}

}
