package dev.gatehouse.gateway.explain;

import java.util.concurrent.ThreadLocalRandom;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.partner.Partners;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExplainSettings.class)
class ExplainConfiguration {

	@Bean
	Explain explain(ExplainSettings settings, Contracts contracts, Limits limits, Partners partners, JsonMapper json) {
		SourceLimit sources = new SourceLimit("explain", "Too much is asked to be explained to this address.",
				settings.requestsPerMinute(), settings.burst(), ThreadLocalRandom.current().nextLong(),
				System::nanoTime);
		return new Explain(contracts, limits, partners, sources, json);
	}

}
