package dev.gatehouse.gateway.entry;

import java.util.concurrent.ThreadLocalRandom;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ EntrySettings.class, ConnectionSettings.class })
class EntryConfiguration {

	@Bean
	Entry entry(EntrySettings settings) {
		return new Entry(settings);
	}

	@Bean
	Connections connections(EntrySettings settings, ConnectionSettings connections, MeterRegistry meters,
			ObjectProvider<ForwardedHeaderTransformer> transformers) {
		InvalidSetting.check(transformers.stream().findAny().isEmpty(), "server.forward-headers-strategy",
				"must be none: gatehouse.trusted-proxies says whose forwarding headers are believed");
		Handshakes handshakes = new Handshakes(connections.maxHandshakes(), ThreadLocalRandom.current().nextLong(),
				new HandshakeRecord(meters, System::nanoTime));
		return new Connections(settings.entry(), connections, handshakes);
	}

}
