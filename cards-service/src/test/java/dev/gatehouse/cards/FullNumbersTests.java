package dev.gatehouse.cards;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FullNumbersTests {

	@ParameterizedTest
	@ValueSource(strings = { "4111111111111111", "{\"number\":\"4111111111111111\"}", "Key (n)=(378282246310005)",
			"4111 1111 1111 1111", "4111-1111-1111-1111", "x9999990000000006y" })
	void fullNumberIsFound(String text) {
		assertThat(FullNumbers.in(text)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4111111111111112", "**** **** **** 1111", "411111111111", "41111111111111111111",
			"a4111111111111111b", "0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d" })
	void otherTextIsNot(String text) {
		assertThat(FullNumbers.in(text)).isEmpty();
	}

}
