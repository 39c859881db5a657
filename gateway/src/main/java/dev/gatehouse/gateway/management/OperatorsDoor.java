package dev.gatehouse.gateway.management;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;

/**
 * Puts the filter at the management port. Spring Boot makes it for the server of that
 * port alone, which is why it is no {@code @Configuration} that is found by itself.
 */
final class OperatorsDoor {

	@Bean
	OperatorsOnly operatorsOnly(Doorkeeper doorkeeper, MeterRegistry meters) {
		return new OperatorsOnly(doorkeeper, meters);
	}

}
