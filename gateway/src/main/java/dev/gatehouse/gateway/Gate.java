package dev.gatehouse.gateway;

import java.util.List;

import dev.gatehouse.gateway.record.Passage;
import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Where every request at the gateway's own port comes in: first the walk, and what that
 * lets through may go on to Spring's chains of filters. There it is what Spring Security
 * makes of a request with a valid token.
 */
final class Gate implements HttpHandler {

	private final Walk walk;

	private final ApplicationContext context;

	private final HttpWebHandlerAdapter spring;

	private final JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();

	Gate(Walk walk, ApplicationContext context) {
		this.walk = walk;
		this.context = context;
		// The walk makes a problem of every error, and has to see it first.
		this.spring = (HttpWebHandlerAdapter) WebHttpHandlerBuilder.applicationContext(context)
			.exceptionHandlers(List::clear)
			.build();
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		return this.walk.take(
				new DefaultServerWebExchange(request, response, this.spring.getSessionManager(),
						this.spring.getCodecConfigurer(), this.spring.getLocaleContextResolver(), this.context),
				this::chains);
	}

	private Mono<Void> chains(ServerWebExchange exchange) {
		Authentication authentication = authentication(Passage.of(exchange).requiredToken());
		ServerWebExchange authenticated = exchange.mutate().principal(Mono.just(authentication)).build();
		return this.spring.handle(authenticated)
			.contextWrite(ReactiveSecurityContextHolder.withAuthentication(authentication))
			.then(Mono.defer(exchange::cleanupMultipart))
			.then(Mono.defer(exchange.getResponse()::setComplete));
	}

	private Authentication authentication(Jwt token) {
		return new JwtAuthenticationToken(token, this.authorities.convert(token));
	}

}
