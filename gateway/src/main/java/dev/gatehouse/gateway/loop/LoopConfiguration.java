package dev.gatehouse.gateway.loop;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.autoconfigure.ReactorNettyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ LoopSettings.class, ReactorNettyProperties.class })
class LoopConfiguration {

	/** As Spring Boot makes it, but for the loops. */
	@Bean
	ReactorResourceFactory reactorResourceFactory(LoopSettings loops, ReactorNettyProperties settings) {
		ReactorResourceFactory resources = new ReactorResourceFactory() {

			@Override
			public void start() {
				EventLoops.use(loops.transport());
				super.start();
			}

		};
		if (settings.getShutdownQuietPeriod() != null) {
			resources.setShutdownQuietPeriod(settings.getShutdownQuietPeriod());
		}
		return resources;
	}

}
