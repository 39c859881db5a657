package dev.gatehouse.gateway;

import java.util.List;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.entry.Connections;
import dev.gatehouse.gateway.entry.Entry;
import dev.gatehouse.gateway.explain.Explain;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.metadata.ResourceMetadata;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.problem.ProblemWriter;
import dev.gatehouse.gateway.record.Recorder;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.token.TokenCheck;
import dev.gatehouse.gateway.validation.Validation;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;

/**
 * Makes the walk Spring Security's filter chain for everything that comes in at the
 * gateway's own port.
 */
@Configuration(proxyBeanMethods = false)
class WalkConfiguration {

	@Bean
	SecurityWebFilterChain walk(ApplicationContext context, Entry entry, Contracts contracts, TokenCheck tokens,
			Partners partners, Limits limits, Validation validation, ResourceMetadata metadata, Explain explain,
			Recorder recorder, ProblemWriter problems) {
		Walk walk = new Walk(entry, contracts, tokens, partners, limits, validation, metadata, explain, recorder,
				problems);
		return new MatcherSecurityWebFilterChain(atTheGate(context), List.of(walk));
	}

	/**
	 * The management port is a child context that inherits this chain; what comes in
	 * there is no partner's request.
	 */
	private static ServerWebExchangeMatcher atTheGate(ApplicationContext gate) {
		return (ServerWebExchange exchange) -> (exchange.getApplicationContext() == gate) ? MatchResult.match()
				: MatchResult.notMatch();
	}

	/**
	 * The entry room is stricter and answers with a problem; Spring's firewall would come
	 * first, with an empty 400.
	 */
	@Bean
	ServerWebExchangeFirewall firewall() {
		return ServerWebExchangeFirewall.INSECURE_NOOP;
	}

	/** The management port has a server of its own, which this does not reach. */
	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> guardedConnections(Connections connections,
			ProblemWriter problems, Recorder recorder) {
		UnreadRequests unread = new UnreadRequests(problems, recorder);
		return (factory) -> {
			Http2 second = factory.getHttp2();
			InvalidSetting.check(second == null || !second.isEnabled() || Ssl.isEnabled(factory.getSsl()),
					"server.http2.enabled", "needs TLS (server.ssl.bundle): HTTP/2 is spoken over nothing else");
			factory.addServerCustomizers((server) -> connections.guard(server, unread));
		};
	}

	@Bean
	SecurityObservationSettings noSecurityObservations() {
		return SecurityObservationSettings.noObservations();
	}

}
