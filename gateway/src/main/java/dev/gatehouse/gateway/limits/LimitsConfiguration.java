package dev.gatehouse.gateway.limits;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

	@Bean
	Limits limits() {
		return new Limits(System::nanoTime, InstantSource.system());
	}

}
