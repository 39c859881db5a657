package dev.gatehouse.cards.desk;

import java.time.Clock;

import dev.gatehouse.cards.number.NumberMint;
import dev.gatehouse.cards.store.CardStore;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.IdGenerator;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CardSettings.class)
class DeskConfiguration {

	@Bean
	CardDesk cardDesk(CardStore store, NumberMint mint, CardSettings settings, Clock clock, IdGenerator ids) {
		return new CardDesk(store, mint, settings.catalogue(), clock, ids);
	}

}
