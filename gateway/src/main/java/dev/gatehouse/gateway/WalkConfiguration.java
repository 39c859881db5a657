package dev.gatehouse.gateway;

import dev.gatehouse.gateway.binding.BindingCheck;
import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.Connections;
import dev.gatehouse.gateway.entry.Entry;
import dev.gatehouse.gateway.explain.Explain;
import dev.gatehouse.gateway.forward.Forward;
import dev.gatehouse.gateway.forward.NoFiltersOfSecurity;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.metadata.ResourceMetadata;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.problem.ProblemWriter;
import dev.gatehouse.gateway.record.Recorder;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.tls.ServerTls;
import dev.gatehouse.gateway.token.TokenCheck;
import dev.gatehouse.gateway.validation.Validation;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;

/** Puts the walk before everything that comes in at the gateway's own port. */
@Configuration(proxyBeanMethods = false)
class WalkConfiguration {

	@Bean
	Walk walk(Entry entry, Contracts contracts, TokenCheck tokens, Partners partners, BindingCheck bindings,
			Limits limits, Validation validation, Forward forward, ResourceMetadata metadata, Explain explain,
			Recorder recorder, ProblemWriter problems) {
		contracts.operations()
			.stream()
			.filter(Operation::isConfirmed)
			.forEach((operation) -> InvalidSetting.check(tokens.canConfirm(), "gatehouse.issuer.introspection.uri",
					"must be set: the contract of " + operation.api() + " asks for it (x-gatehouse-introspect)"));
		return new Walk(entry, contracts, tokens, partners, bindings, limits, validation, forward, metadata, explain,
				recorder, problems);
	}

	/** In place of Spring's, which becomes what comes after the walk. */
	@Bean
	Gate gate(Walk walk, ApplicationContext context) {
		LateErrors.sift();
		return new Gate(walk, context);
	}

	/**
	 * Without one Spring Security would ask for a password, here and at the management
	 * port, which inherits this one.
	 */
	@Bean
	SecurityWebFilterChain nothingLeftToAsk() {
		return new NoFiltersOfSecurity();
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
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> guardedConnections(Connections connections, ServerTls tls,
			ProblemWriter problems, Recorder recorder) {
		UnreadRequests unread = new UnreadRequests(problems, recorder);
		return (factory) -> {
			tls.set(factory);
			factory.addServerCustomizers((server) -> connections.guard(server, unread));
		};
	}

	@Bean
	SecurityObservationSettings noSecurityObservations() {
		return SecurityObservationSettings.noObservations();
	}

}
