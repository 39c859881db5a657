package dev.gatehouse.cards.number;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NumberMintTests {

	private static final FingerprintKey KEY = new FingerprintKey(new byte[32]);

	private final NumberMint mint = new NumberMint(new Bin("999999"), KEY, new SecureRandom());

	@Test
	void numbersCarryTheIssuerAndHold() {
		assertThat(drawn(1000)).allSatisfy((digits) -> {
			assertThat(digits).hasSize(16).startsWith("999999");
			assertThat(Luhn.holds(digits)).isTrue();
		});
	}

	@Test
	void longIssuerPrefixGivesNumbersOfTheSameLength() {
		NumberMint longer = new NumberMint(new Bin("99999900"), KEY, new SecureRandom());
		assertThat(text(longer.draw())).hasSize(16).startsWith("99999900");
	}

	@Test
	void everyDigitOccursInEveryFreePlace() {
		Set<String> seen = new HashSet<>();
		drawn(2000).forEach((digits) -> {
			for (int place = 6; place < 16; place++) {
				seen.add(place + ":" + digits.charAt(place));
			}
		});
		assertThat(seen).hasSize(100);
	}

	@Test
	void mintedNumberCarriesMaskAndFingerprintAndNoNumber() {
		MintedNumber minted = this.mint.next();
		assertThat(minted.masked().toString()).matches("\\*{4} \\*{4} \\*{4} [0-9]{4}");
		assertThat(minted.fingerprint().hex()).matches("[0-9a-f]{64}");
		assertThat(minted.toString()).doesNotContain("999999");
	}

	private Set<String> drawn(int count) {
		return Stream.generate(this.mint::draw).limit(count).map(NumberMintTests::text).collect(Collectors.toSet());
	}

	private static String text(CardNumber number) {
		return new String(number.bytes(), StandardCharsets.US_ASCII);
	}

}
