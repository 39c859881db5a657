package dev.gatehouse.cards.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

	@Bean
	CardStore cardStore(JdbcClient jdbc) {
		return new CardStore(jdbc);
	}

}
