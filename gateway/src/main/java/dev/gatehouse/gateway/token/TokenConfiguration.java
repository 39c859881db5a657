package dev.gatehouse.gateway.token;

import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuerSettings.class)
class TokenConfiguration {

	@Bean(initMethod = "start")
	IssuerKeys issuerKeys(IssuerSettings settings, JsonMapper json, MeterRegistry meters) {
		return new IssuerKeys(settings.issuer(), new KeyFetch(settings.issuer(), json), meters, System::nanoTime);
	}

	@Bean
	ReactiveJwtDecoder jwtDecoder(IssuerSettings settings, IssuerKeys keys) {
		NimbusReactiveJwtDecoder decoder = new NimbusReactiveJwtDecoder(new SignatureCheck(settings.issuer(), keys));
		decoder.setClaimSetConverter(TokenConfiguration::withInstants);
		decoder.setJwtValidator(new TokenRules(settings, Clock.systemUTC()));
		return decoder;
	}

	/**
	 * Spring's own converter makes up an {@code iat} where there is none; this one adds
	 * nothing.
	 */
	private static Map<String, Object> withInstants(Map<String, Object> claims) {
		Map<String, Object> converted = new HashMap<>(claims);
		converted.replaceAll((name, value) -> (value instanceof Date date) ? date.toInstant() : value);
		return converted;
	}

	@Bean
	TokenCheck tokenCheck(ReactiveJwtDecoder decoder) {
		return new TokenCheck(decoder);
	}

	@Bean
	KeysHealthIndicator keysHealthIndicator(IssuerKeys keys) {
		return new KeysHealthIndicator(keys);
	}

}
