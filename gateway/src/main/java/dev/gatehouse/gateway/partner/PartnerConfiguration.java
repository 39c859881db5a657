package dev.gatehouse.gateway.partner;

import dev.gatehouse.gateway.contract.Contracts;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PartnerSettings.class)
class PartnerConfiguration {

	@Bean(initMethod = "start")
	Registry registry(PartnerSettings settings, Contracts contracts, MeterRegistry meters) {
		return new Registry(settings.file(), contracts.apis(), meters);
	}

	@Bean
	Partners partners(Registry registry, MeterRegistry meters) {
		return new Partners(registry, new FreshTokens(meters, System::nanoTime));
	}

}
