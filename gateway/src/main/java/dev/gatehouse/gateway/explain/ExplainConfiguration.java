package dev.gatehouse.gateway.explain;

import java.util.concurrent.ThreadLocalRandom;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.limits.Limits;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExplainSettings.class)
class ExplainConfiguration {

	@Bean
	Explain explain(ExplainSettings settings, Contracts contracts, Limits limits, JsonMapper json) {
		SourceLimit sources = new SourceLimit(settings, ThreadLocalRandom.current().nextLong(), System::nanoTime);
		return new Explain(contracts, limits, sources, json);
	}

}
