package dev.gatehouse.cards.card;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HolderNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "Li", "Ada Lovelace", "Zoë O'Brien-Łuczak", "J. Öz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" })
	void nameAsOnACardIsTaken(String name) {
		assertThat(new HolderName(name).value()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", " Ada", "ABCDEFGHIJKLMNOPQRSTUVWXYZA", "Ada 4111111111111111", "Ada\nLovelace",
			"Ada <b>", "4da", "Ада" })
	void otherTextIsRefusedWithoutBeingQuoted(String name) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new HolderName(name))
			.withMessage("not a card holder's name");
	}

}
