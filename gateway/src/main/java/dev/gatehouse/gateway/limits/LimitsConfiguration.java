package dev.gatehouse.gateway.limits;

import java.time.InstantSource;

import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.store.StoreSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ LimitSettings.class, StoreSettings.class })
class LimitsConfiguration {

	/**
	 * Null without a store. Not a condition: the image is built before anybody sets one.
	 */
	@Bean
	@Nullable SharedCounts sharedCounts(StoreSettings store, LimitSettings settings, Partners partners, MeterRegistry meters) {
		if (store.store() == null) {
			return null;
		}
		SharedCounts counts = new SharedCounts(store, settings.gateways(), Patience.USUAL, System::nanoTime,
				InstantSource.system(), partners::registered);
		Gauge.builder("gatehouse.limit.store.up", counts, (shared) -> shared.isUp() ? 1 : 0)
			.description("Whether the limits are shared with the other gateways")
			.register(meters);
		return counts;
	}

	@Bean
	@Nullable StoreHealthIndicator limitStoreHealthIndicator(ObjectProvider<SharedCounts> shared) {
		SharedCounts counts = shared.getIfAvailable();
		return (counts != null) ? new StoreHealthIndicator(counts) : null;
	}

	@Bean
	Limits limits(ObjectProvider<SharedCounts> shared, Partners partners) {
		Counts counts = shared.getIfAvailable();
		Limits limits = new Limits(
				(counts != null) ? counts : new LocalCounts(new SteadyClock(InstantSource.system(), System::nanoTime)),
				partners::find, System::nanoTime);
		limits.start();
		return limits;
	}

}
