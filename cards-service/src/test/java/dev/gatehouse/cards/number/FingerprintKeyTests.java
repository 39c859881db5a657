package dev.gatehouse.cards.number;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintKeyTests {

	private static final CardNumber NUMBER = new CardNumber("4111111111111111");

	private final FingerprintKey key = key("0123456789abcdef0123456789abcdef");

	@Test
	void equalNumbersHaveEqualFingerprints() {
		assertThat(this.key.of(new CardNumber("4111111111111111"))).isEqualTo(this.key.of(NUMBER));
	}

	@Test
	void otherNumberHasAnotherFingerprint() {
		assertThat(this.key.of(new CardNumber("5555555555554444"))).isNotEqualTo(this.key.of(NUMBER));
	}

	@Test
	void otherKeyGivesAnotherFingerprint() {
		assertThat(key("another-key-another-key-another!").of(NUMBER)).isNotEqualTo(this.key.of(NUMBER));
	}

	@Test
	void keyPrintsNothingOfItself() {
		assertThat(this.key.toString()).doesNotContain("0123456789abcdef").doesNotContain("30313233");
	}

	private static FingerprintKey key(String secret) {
		return new FingerprintKey(secret.getBytes(StandardCharsets.US_ASCII));
	}

}
