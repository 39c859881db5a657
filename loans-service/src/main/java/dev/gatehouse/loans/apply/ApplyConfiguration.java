package dev.gatehouse.loans.apply;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the settings to work. */
@Configuration(proxyBeanMethods = false)
class ApplyConfiguration {

	@Bean
	LendingRules lendingRules(LendingSettings settings) {
		return new LendingRules(settings);
	}

}
