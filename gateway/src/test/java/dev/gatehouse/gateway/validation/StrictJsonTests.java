package dev.gatehouse.gateway.validation;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** JSON that every reader understands alike, and nothing else, at a bounded cost. */
class StrictJsonTests {

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "true", "\"\"", "0", "-0", "1.50", "1E+2",
			" \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "{\"\":1,\" \":2}", "\"\\ud83d\\ude00 \\u0000 \\/\"",
			"\"ä中\uD83D\uDE00\"", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}" })
	void jsonIsRead(String json) {
		assertThat(read(json)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "}", "{}}", "{} {}", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]", "01",
			"+1", ".5", "5.", "1e", "0x1", "NaN", "Infinity", "-Infinity", "nul", "True", "// c\n1", "/* c */ 1",
			"# c\n1", "\"\\x\"", "\"\\u12\"", "\"a", "\"\n\"", "\"\u0000\"", "\u00a01", "\u20281", "\u000b1",
			"1\u0000" })
	void whatTheGrammarDoesNotKnowIsNone(String json) {
		assertThat(read(json)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]" })
	void nameThatStandsTwiceIsNone(String json) {
		assertThat(read(json)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "\"\\ude00\\ud83d\"", "[\"a\\ud83d\"]" })
	void halfACharacterIsNone(String json) {
		assertThat(read(json)).isNull();
	}

	static Stream<Arguments> bytesThatAreNoUtf8() {
		return Stream.of(argumentSet("mark", bytes(0xef, 0xbb, 0xbf, '{', '}')),
				argumentSet("lone continuation", bytes('"', 0x80, '"')), argumentSet("cut", bytes('"', 0xc3, '"')),
				argumentSet("overlong slash", bytes('"', 0xc0, 0xaf, '"')),
				argumentSet("overlong quote", bytes(0xc0, 0xa2, 0xc0, 0xa2)),
				argumentSet("three bytes for two", bytes('"', 0xe0, 0x80, 0xaf, '"')),
				argumentSet("surrogate", bytes('"', 0xed, 0xa0, 0x80, '"')),
				argumentSet("beyond the last", bytes('"', 0xf4, 0x90, 0x80, 0x80, '"')),
				argumentSet("latin-1", "\"ä\"".getBytes(StandardCharsets.ISO_8859_1)),
				argumentSet("utf-16be", "{}".getBytes(StandardCharsets.UTF_16BE)),
				argumentSet("utf-16le", "{}".getBytes(StandardCharsets.UTF_16LE)),
				argumentSet("utf-16 with mark", "{}".getBytes(StandardCharsets.UTF_16)),
				argumentSet("utf-16le, one digit", "1".getBytes(StandardCharsets.UTF_16LE)),
				argumentSet("utf-16be, one digit", "1".getBytes(StandardCharsets.UTF_16BE)),
				argumentSet("utf-32be", "{}".getBytes(Charset.forName("UTF-32BE"))),
				argumentSet("utf-32le", "{}".getBytes(Charset.forName("UTF-32LE"))));
	}

	@ParameterizedTest
	@MethodSource("bytesThatAreNoUtf8")
	void whatIsNotPlainUtf8IsNone(byte[] bytes) {
		assertThat(StrictJson.read(bytes, bytes.length)).isNull();
	}

	@Test
	void onlyTheBytesOfTheBodyAreRead() {
		byte[] bytes = bytes('1', '2', ']', 0xff);
		assertThat(StrictJson.read(bytes, 1)).hasToString("1");
		assertThat(StrictJson.read(bytes, 2)).hasToString("12");
	}

	@Test
	void numbersAreExact() {
		assertThat(requireNonNull(read("0.1000000000000000000000000000000001")).decimalValue())
			.hasToString("0.1000000000000000000000000000000001");
		assertThat(requireNonNull(read("1.50")).decimalValue()).hasToString("1.50");
		assertThat(requireNonNull(read("9007199254740993")).decimalValue()).hasToString("9007199254740993");
		assertThat(requireNonNull(read("123456789012345678901234567890")).decimalValue())
			.hasToString("123456789012345678901234567890");
	}

	@Test
	void nestingEndsAtALimit() {
		assertThat(read("[".repeat(64) + "]".repeat(64))).isNotNull();
		assertThat(read("[".repeat(65) + "]".repeat(65))).isNull();
		assertThat(read("{\"a\":".repeat(500_000))).isNull();
	}

	@Test
	void numbersAndNamesEndAtALimit() {
		assertThat(read("1".repeat(64))).isNotNull();
		assertThat(read("1".repeat(65))).isNull();
		assertThat(read("1e400")).isNotNull();
		assertThat(read("1e401")).isNull();
		assertThat(read("1e-400")).isNotNull();
		assertThat(read("1e-401")).isNull();
		assertThat(read("{\"" + "n".repeat(512) + "\":1}")).isNotNull();
		assertThat(read("{\"" + "n".repeat(513) + "\":1}")).isNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "1e999999999", "-1E-999999999", "1e2147483648", "1e-2147483649", "1e99999999999999999999" })
	void hugeExponentsAreNoneAndCostNothing(String number) {
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(read(number)).isNull());
	}

	@Test
	void namesOfOneHashCodeCostNoMoreThanOthers() {
		String names = IntStream.range(0, 1 << 14)
			.mapToObj((i) -> "\"" + collision(i) + "\":1")
			.collect(java.util.stream.Collectors.joining(",", "{", "}"));
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThatNoException().isThrownBy(() -> read(names)));
	}

	/** Texts of 28 characters that {@code String.hashCode} cannot tell apart. */
	static String collision(int i) {
		StringBuilder text = new StringBuilder();
		for (int bit = 0; bit < 14; bit++) {
			text.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
		}
		return text.toString();
	}

	private static @Nullable JsonNode read(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		return StrictJson.read(bytes, bytes.length);
	}

	private static byte[] bytes(int... octets) {
		byte[] bytes = new byte[octets.length];
		for (int i = 0; i < octets.length; i++) {
			bytes[i] = (byte) octets[i];
		}
		return bytes;
	}

}
