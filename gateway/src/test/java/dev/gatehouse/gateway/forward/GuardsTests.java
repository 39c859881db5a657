package dev.gatehouse.gateway.forward;

import java.util.List;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.CompositeCustomizer;
import io.github.resilience4j.common.bulkhead.configuration.CommonBulkheadConfigurationProperties;
import io.github.resilience4j.common.circuitbreaker.configuration.CommonCircuitBreakerConfigurationProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is set for all APIs holds for one, but for what is set for it. */
class GuardsTests {

	@Test
	void breakersAreAsTheSettingsSay() {
		CommonCircuitBreakerConfigurationProperties settings = new CommonCircuitBreakerConfigurationProperties();
		settings.getConfigs()
			.put("default",
					new CommonCircuitBreakerConfigurationProperties.InstanceProperties().setMinimumNumberOfCalls(7)
						.setSlidingWindowSize(9));
		settings.getInstances()
			.put("cards", new CommonCircuitBreakerConfigurationProperties.InstanceProperties().setBaseConfig("default")
				.setMinimumNumberOfCalls(3));
		CircuitBreakerRegistry breakers = Guards.breakers(settings, new CompositeCustomizer<>(List.of()));
		CircuitBreakerConfig accounts = breakers.circuitBreaker("accounts").getCircuitBreakerConfig();
		assertThat(accounts.getMinimumNumberOfCalls()).isEqualTo(7);
		CircuitBreakerConfig cards = breakers.circuitBreaker("cards").getCircuitBreakerConfig();
		assertThat(cards.getMinimumNumberOfCalls()).isEqualTo(3);
		assertThat(List.of(accounts, cards)).allSatisfy((config) -> {
			assertThat(config.getSlidingWindowSize()).isEqualTo(9);
			assertThat(config.getSlidingWindowSynchronizationStrategy())
				.isEqualTo(SlidingWindowSynchronizationStrategy.LOCK_FREE);
		});
	}

	@Test
	void bulkheadsAreAsTheSettingsSay() {
		CommonBulkheadConfigurationProperties settings = new CommonBulkheadConfigurationProperties();
		settings.getConfigs()
			.put("default", new CommonBulkheadConfigurationProperties.InstanceProperties().setMaxConcurrentCalls(11)
				.setWritableStackTraceEnabled(false));
		settings.getInstances()
			.put("cards", new CommonBulkheadConfigurationProperties.InstanceProperties().setBaseConfig("default")
				.setMaxConcurrentCalls(5));
		BulkheadRegistry bulkheads = Guards.bulkheads(settings, new CompositeCustomizer<>(List.of()));
		assertThat(bulkheads.bulkhead("accounts").getBulkheadConfig().getMaxConcurrentCalls()).isEqualTo(11);
		assertThat(bulkheads.bulkhead("cards").getBulkheadConfig().getMaxConcurrentCalls()).isEqualTo(5);
		assertThat(bulkheads.bulkhead("cards").getBulkheadConfig().isWritableStackTraceEnabled()).isFalse();
	}

}
