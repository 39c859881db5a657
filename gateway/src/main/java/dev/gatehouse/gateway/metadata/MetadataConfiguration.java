package dev.gatehouse.gateway.metadata;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.problem.MetadataLink;
import dev.gatehouse.gateway.problem.ProofAlgorithms;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetadataSettings.class)
class MetadataConfiguration {

	@Bean
	ResourceMetadata resourceMetadata(MetadataSettings settings, ProofAlgorithms algorithms, Contracts contracts,
			JsonMapper json) {
		return new ResourceMetadata(settings, algorithms, contracts, json);
	}

	@Bean
	MetadataLink metadataLink(MetadataSettings settings) {
		return new MetadataLink((settings.publicUri() != null) ? settings.publicUri() + ResourceMetadata.PATH : null);
	}

}
