package dev.gatehouse.gateway.problem;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

	@Bean
	ProblemWriter problemWriter(JsonMapper json, ProofAlgorithms algorithms, MetadataLink metadata) {
		return new ProblemWriter(json, algorithms, metadata);
	}

	@Bean
	UncaughtProblems uncaughtProblems(ProblemWriter writer) {
		return new UncaughtProblems(writer);
	}

}
