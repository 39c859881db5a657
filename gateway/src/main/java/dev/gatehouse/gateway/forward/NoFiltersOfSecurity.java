package dev.gatehouse.gateway.forward;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/** Spring Security's chain of a gateway whose walk comes before it: it has no filters. */
public final class NoFiltersOfSecurity implements SecurityWebFilterChain {

	@Override
	public Mono<Boolean> matches(ServerWebExchange exchange) {
		return Mono.just(false);
	}

	@Override
	public Flux<WebFilter> getWebFilters() {
		return Flux.empty();
	}

}
