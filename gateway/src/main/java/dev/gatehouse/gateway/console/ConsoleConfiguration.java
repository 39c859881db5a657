package dev.gatehouse.gateway.console;

import java.time.InstantSource;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.limits.Standing;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Partners;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

	@Bean
	Tracks consoleTracks(MeterRegistry meters) {
		return new Tracks(meters);
	}

	@Bean(initMethod = "start")
	History consoleHistory(Tracks tracks) {
		return new History(tracks, System::nanoTime);
	}

	@Bean
	ConsoleData consoleData(History history, Tracks tracks, Contracts contracts, Partners partners, Limits limits,
			CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, HealthEndpoint health) {
		Tables tables = new Tables(tracks, contracts.operations(), (client) -> standing(client, partners, limits));
		Board board = new Board(history, tracks, tables, new Upstreams(contracts, breakers, bulkheads, tracks),
				new Parts(health), partners, InstantSource.system());
		return new ConsoleData(board::look, System::nanoTime);
	}

	private static @Nullable Standing standing(String client, Partners partners, Limits limits) {
		Partner partner = partners.find(client);
		return (partner != null) ? limits.standing(partner) : null;
	}

}
