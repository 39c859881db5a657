package dev.gatehouse.gateway.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans: none but its settings, where there is no collector. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingSettings.class)
class TracingConfiguration {

	@Bean
	@Nullable Tracing tracing(TracingSettings settings, SslBundles bundles, MeterRegistry meters) {
		if (settings.endpoint() == null) {
			return null;
		}
		SpanExport export = new SpanExport(Collector.of(settings, bundles), settings.maxWaiting(), meters);
		export.start();
		return new Tracing(Sampling.of(settings), export);
	}

}
