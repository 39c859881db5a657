package dev.gatehouse.gateway.limits;

import java.time.InstantSource;

import dev.gatehouse.gateway.partner.Partners;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

	@Bean
	Limits limits(Partners partners) {
		Limits limits = new Limits(new LocalCounts(InstantSource.system()), System::nanoTime);
		limits.start((client) -> partners.find(client) != null);
		return limits;
	}

}
