package dev.gatehouse.gateway.validation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Percent-encoded text has one reading or none. */
class PercentCodeTests {

	@ParameterizedTest
	@CsvSource({ "abc, abc", "a%62c, abc", "%C3%A4, ä", "%c3%a4, ä", "%F0%9F%98%80, \uD83D\uDE00", "'', ''", "%25, %",
			"%2B, +" })
	void encodedTextIsDecoded(String encoded, String text) {
		assertThat(PercentCode.decodeQuery(encoded, 0, encoded.length())).isEqualTo(text);
		assertThat(PercentCode.decodePath(encoded, 0, encoded.length())).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%4", "a%4", "%zz", "%4g", "%g4", "% 1", "%-1", "%+1", "%ff", "%c3", "%c3%28",
			"%c0%af", "%ed%a0%80", "%f5%80%80%80", "%u0041", "%\uFF11\uFF11" })
	void whatIsNoOctetOrNoUtf8HasNoReading(String encoded) {
		assertThat(PercentCode.decodeQuery(encoded, 0, encoded.length())).isNull();
		assertThat(PercentCode.decodePath(encoded, 0, encoded.length())).isNull();
	}

	@Test
	void plusIsASpaceInAQueryAndItselfInAPath() {
		assertThat(PercentCode.decodeQuery("a+b%2B", 0, 6)).isEqualTo("a b+");
		assertThat(PercentCode.decodePath("a+b%2B", 0, 6)).isEqualTo("a+b+");
	}

	@Test
	void onlyThePartIsLookedAt() {
		assertThat(PercentCode.decodeQuery("%zz=%41&%zz", 4, 7)).isEqualTo("A");
		assertThat(PercentCode.decodePath("/%zz/b/%zz", 5, 6)).isEqualTo("b");
		assertThat(PercentCode.isEncoded("%a%", 1, 2)).isFalse();
		assertThat(PercentCode.isEncoded("%a+", 1, 3)).isTrue();
		assertThat(PercentCode.decodeQuery("%41", 0, 2)).as("cut within an octet").isNull();
	}

}
