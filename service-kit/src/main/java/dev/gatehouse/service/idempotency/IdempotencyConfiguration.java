package dev.gatehouse.service.idempotency;

import java.time.Clock;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers create once. */
@AutoConfiguration
@EnableScheduling
@EnableConfigurationProperties(IdempotencySettings.class)
final class IdempotencyConfiguration implements WebMvcConfigurer {

	@Bean
	KeyRepository idempotencyKeyRepository(JdbcClient jdbc) {
		return new KeyRepository(jdbc);
	}

	@Bean
	Idempotency idempotency(KeyRepository keys, PlatformTransactionManager transactions, JsonMapper json, Clock clock,
			IdempotencySettings settings) {
		return new Idempotency(keys, new TransactionTemplate(transactions), json, clock, settings);
	}

	@Bean
	KeyCleanup idempotencyKeyCleanup(KeyRepository keys, Clock clock, IdempotencySettings settings) {
		return new KeyCleanup(keys, clock, settings);
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new IdempotencyKeyResolver());
	}

}
