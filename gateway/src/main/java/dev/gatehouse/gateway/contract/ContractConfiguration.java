package dev.gatehouse.gateway.contract;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContractSettings.class)
class ContractConfiguration {

	@Bean
	Contracts contracts(ContractSettings settings) {
		return Contracts.read(settings.folder());
	}

}
