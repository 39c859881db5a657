package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Bytes have one spelling, and every other one is refused. */
@Checks("A-49")
class Base64UrlTests {

	@Test
	void whatIsEncodedIsDecoded() throws ParseException {
		Random random = new Random(7);
		for (int length = 0; length < 70; length++) {
			byte[] bytes = new byte[length];
			random.nextBytes(bytes);
			String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
			assertThat(Base64Url.decode(text)).isEqualTo(bytes);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "A", "AAAAA", "AA==", "AAA=", "AA=", "=", "A A", "AA\n", "AA.A", "A+AA", "A/AA", "AAéA",
			"AA%3D", "\0AAA", "AAA\"" })
	void anyOtherCharacterOrLengthIsRefused(String text) {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> Base64Url.decode(text));
	}

	/** Of all texts of two and three characters, no two are decoded to the same bytes. */
	@Test
	void noTwoTextsMeanTheSame() {
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		Map<String, String> seen = new HashMap<>();
		for (char first : alphabet.toCharArray()) {
			for (char last : alphabet.toCharArray()) {
				add(seen, "" + first + last);
				add(seen, "x" + first + last);
			}
		}
		assertThat(seen).hasSize(64 * 4 + 64 * 16);
	}

	private static void add(Map<String, String> seen, String text) {
		try {
			String bytes = Base64.getEncoder().encodeToString(Base64Url.decode(text));
			assertThat(seen.put(text.length() + bytes, text)).as(text).isNull();
		}
		catch (ParseException ex) {
			assertThat(text).doesNotEndWith("A");
		}
	}

}
