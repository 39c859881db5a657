package dev.gatehouse.cards.number;

import dev.gatehouse.cards.CardsTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class NumberConfigurationTests {

	private final ApplicationContextRunner service = new ApplicationContextRunner()
		.withUserConfiguration(NumberConfiguration.class)
		.withPropertyValues("gatehouse.cards.number.bin=999999");

	@Test
	void serviceStartsWithAKey() {
		this.service.withPropertyValues(CardsTest.SETTING + "=" + CardsTest.NUMBER_KEY)
			.run((context) -> assertThat(context).hasSingleBean(NumberMint.class));
	}

	@Test
	void serviceDoesNotStartWithoutAKeyAndSaysWhichSettingIsMissing() {
		this.service.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("GATEHOUSE_CARDS_NUMBER_KEY"));
	}

}
