package dev.gatehouse.gateway.management;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Stands before everything at the management port, and nowhere else. What is behind it
 * sees an operator where one came, so that health tells its details to nobody else.
 */
final class OperatorsOnly implements WebFilter {

	private static final Logger logger = LoggerFactory.getLogger(OperatorsOnly.class);

	private static final Authentication SOMEBODY = UsernamePasswordAuthenticationToken.authenticated("operator", "",
			List.of());

	private final Doorkeeper doorkeeper;

	private final Counter refused;

	OperatorsOnly(Doorkeeper doorkeeper, MeterRegistry meters) {
		this.doorkeeper = doorkeeper;
		this.refused = Counter.builder("gatehouse.management.refused")
			.description("Requests at the management port without the operators' secret")
			.register(meters);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Access access = this.doorkeeper.decide(exchange.getRequest());
		return switch (access) {
			case OPERATOR -> admit(exchange, chain);
			case ANYBODY -> chain.filter(exchange);
			case NOT_CONFIGURED -> Denial.of(access).write(exchange.getResponse());
			case NOT_AUTHORIZED, NOT_SIGNED_IN, MISDIRECTED -> deny(exchange, Denial.of(access));
		};
	}

	private static Mono<Void> admit(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!Doorkeeper.isReading(request)) {
			logger.info("an operator at {}: {} {}", source(request), request.getMethod(), request.getPath().value());
		}
		return chain.filter(exchange.mutate().principal(Mono.just(SOMEBODY)).build())
			.contextWrite(ReactiveSecurityContextHolder.withAuthentication(SOMEBODY));
	}

	private Mono<Void> deny(ServerWebExchange exchange, Denial denial) {
		this.refused.increment();
		logger.debug("{} did not bring the operators' secret", source(exchange.getRequest()));
		return denial.write(exchange.getResponse());
	}

	private static String source(ServerHttpRequest request) {
		return (request.getRemoteAddress() != null) ? request.getRemoteAddress().getAddress().getHostAddress()
				: "nowhere";
	}

}
