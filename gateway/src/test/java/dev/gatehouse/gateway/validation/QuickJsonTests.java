package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is accepted where it stands is JSON by the strict reader, too, and means the same
 * to it; and what partners send every day is accepted there.
 */
class QuickJsonTests {

	private static final int CHANGES = 200_000;

	/** Bytes that mean something. */
	private static final String ALPHABET = "{}[]\":,\\/ \n\t\rtrufalsnbd0159-+.eE\u0000\u0001\u007f";

	/** What partners send, and what only just is JSON. */
	private static final List<String> VALUES = List.of("{}", "[]", "null", "true", "false", "\"\"", "0", "-0", "1.50",
			"-12", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "{\"\":1,\" \":2}",
			"\"\\u0000 \\/ \\u00e4\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\ud83d\\ude00x\\u00E4\"", "\"ä中\uD83D\uDE00\"",
			"{\"ä\":1,\"a\":2}", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}", "[[[[1,\"a\"],{\"b\":null}]]]",
			"{\"amount\":\"10.50\",\"note\":\"Grüße aus Köln\",\"n\":[1,-2.5,true]}");

	private static boolean accepts(byte[] bytes, int length) {
		return QuickJson.follows(QuickRule.ANYTHING, bytes, length);
	}

	private static boolean accepts(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		return accepts(bytes, bytes.length);
	}

	static Stream<String> values() {
		return VALUES.stream();
	}

	@ParameterizedTest
	@MethodSource("values")
	void jsonIsAccepted(String json) {
		assertThat(accepts(json)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "}", "{}}", "{} {}", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\"}", "{\"a\" 1}",
			"{a:1}", "{'a':1}", "[1 2]", "01", "-", "-01", "+1", ".5", "5.", "-.5", "1e", "0x1", "NaN", "Infinity",
			"nul", "True", "truefalse", "// c\n1", "\"\\x\"", "\"\\u12\"", "\"\\u123", "\"\\\"", "\"\\", "\"a",
			"\"\n\"", "\"\u0000\"", "\u00a01", "\u20281", "\u000b1", "1\u0000", "\ufeff{}", "[}", "{]", "[1}",
			"{\"a\":1]", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]",
			"\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\ud83d\\\\de00\"", "\"\\ude00\\ud83d\"" })
	void whatTheGrammarDoesNotKnowIsNot(String json) {
		assertThat(accepts(json)).isFalse();
	}

	/** It costs more there, and is right. */
	@ParameterizedTest
	@ValueSource(strings = { "1e3", "1E+2", "{\"\\u0061\":2}" })
	void whatIsRareIsLeftToTheStrictReader(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		assertThat(accepts(json)).isFalse();
		assertThat(StrictJson.read(bytes, bytes.length)).isNotNull();
	}

	@ParameterizedTest
	@MethodSource("values")
	void noChangeOfItIsAcceptedThatTheStrictReaderRefuses(String json) {
		byte[] original = json.getBytes(StandardCharsets.UTF_8);
		Random random = new Random(json.hashCode());
		int refused = 0;
		for (int i = 0; i < CHANGES / VALUES.size(); i++) {
			byte[] bytes = changed(original, random);
			boolean read = StrictJson.read(bytes, bytes.length) != null;
			assertThat(accepts(bytes, bytes.length) && !read).as(() -> Arrays.toString(bytes)).isFalse();
			refused += read ? 0 : 1;
		}
		assertThat(refused).isPositive();
	}

	/** Some bytes are others, are gone, are new, or come twice. */
	private static byte[] changed(byte[] original, Random random) {
		byte[] bytes = original;
		for (int changes = random.nextInt(3); changes >= 0; changes--) {
			int from = random.nextInt(bytes.length + 1);
			int to = Math.min(bytes.length, from + random.nextInt(3));
			byte[] some = switch (random.nextInt(4)) {
				case 0 -> new byte[0];
				case 1 -> new byte[] { (byte) random.nextInt(256) };
				case 2 -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(12)));
				default -> new byte[] { (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length())) };
			};
			byte[] next = new byte[from + some.length + bytes.length - to];
			System.arraycopy(bytes, 0, next, 0, from);
			System.arraycopy(some, 0, next, from, some.length);
			System.arraycopy(bytes, to, next, from + some.length, bytes.length - to);
			bytes = next;
		}
		return bytes;
	}

	static Stream<Arguments> bounds() {
		return Stream.of(arguments("[".repeat(64) + "]".repeat(64), true),
				arguments("[".repeat(65) + "]".repeat(65), false),
				arguments("{\"a\":".repeat(64) + "1" + "}".repeat(64), true),
				arguments("{\"a\":".repeat(65) + "1" + "}".repeat(65), false),
				arguments("[" + "[],".repeat(100) + "1]", true), arguments("1".repeat(40), true),
				arguments("1".repeat(41), false), arguments("{\"" + "a".repeat(256) + "\":1}", true),
				arguments("{\"" + "a".repeat(257) + "\":1}", false), arguments(members(32), true),
				arguments(members(33), false));
	}

	private static String members(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "\"" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
	}

	@ParameterizedTest
	@MethodSource("bounds")
	void whatItAcceptsIsBounded(String json, boolean accepted) {
		assertThat(accepts(json)).isEqualTo(accepted);
	}

	/** The bytes behind the length are another body's. */
	@ParameterizedTest
	@MethodSource("values")
	void bytesBehindTheEndAreNotRead(String json) {
		byte[] bytes = (json + json).getBytes(StandardCharsets.UTF_8);
		int length = bytes.length / 2;
		for (int i = 0; i <= length; i++) {
			assertThat(accepts(bytes, i)).isEqualTo(accepts(Arrays.copyOf(bytes, i), i));
		}
	}

	/** Two readings of each level would be two to the power of the levels. */
	@Test
	void rulesThatReadTheSameValueDoNotReadItForEver() {
		SchemaCheck check = Contract
			.of("A: {allOf: [{type: array, items: {$ref: '#/components/schemas/A'}},"
					+ " {type: array, items: {$ref: '#/components/schemas/A'}}]}")
			.schema("A");
		byte[] deep = ("[".repeat(60) + "]".repeat(60)).getBytes(StandardCharsets.UTF_8);
		assertThat(check.accepts(deep, deep.length)).isFalse();
		byte[] flat = "[[],[]]".getBytes(StandardCharsets.UTF_8);
		assertThat(check.accepts(flat, flat.length)).isTrue();
	}

}
