package dev.gatehouse.cards.number;

import java.security.SecureRandom;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NumberSettings.class)
class NumberConfiguration {

	@Bean
	NumberMint numberMint(NumberSettings settings) {
		return new NumberMint(settings.issuer(), settings.fingerprintKey(), new SecureRandom());
	}

}
