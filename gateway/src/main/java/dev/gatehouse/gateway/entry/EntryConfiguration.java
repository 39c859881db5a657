package dev.gatehouse.gateway.entry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ EntrySettings.class, ConnectionSettings.class })
class EntryConfiguration {

	@Bean
	Entry entry(EntrySettings settings) {
		return new Entry(settings);
	}

	@Bean
	Connections connections(EntrySettings settings, ConnectionSettings connections) {
		return new Connections(settings.entry(), connections);
	}

}
