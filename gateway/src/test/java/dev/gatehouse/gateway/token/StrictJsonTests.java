package dev.gatehouse.gateway.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.checklist.Checks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** JSON of strangers is read in the one way that it can be read, at a bounded cost. */
class StrictJsonTests {

	private static final StrictJson JSON = new StrictJson(1000, 8 * 1024);

	@Test
	void everyKindOfValueIsRead() throws ParseException {
		Map<String, @Nullable Object> read = read("""
				{"text": "a\\u00e9\\ud83d\\ude00é😀", "long": -7, "big": 12345678901234567890, "fraction": 1.5,
				"yes": true, "no": false, "nothing": null, "list": [1, "a", []], "object": {"a": {"a": 1}}}""");
		assertThat(read).containsEntry("text", "aé😀é😀")
			.containsEntry("long", -7L)
			.containsEntry("big", 12345678901234567890d)
			.containsEntry("fraction", 1.5)
			.containsEntry("yes", true)
			.containsEntry("no", false)
			.containsEntry("nothing", null)
			.containsEntry("list", List.of(1L, "a", List.of()))
			.containsEntry("object", Map.of("a", Map.of("a", 1L)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[]", "7", "null", "true", "\"a\"", "{", "}", "{}}", "{} {}", "{},", "{}junk",
			"{a:1}", "{'a':1}", "{\"a\":1,}", "{\"a\":[1,]}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}",
			"{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":0x10}", "{\"a\":tru}", "{\"a\"}", "{\"a\":}",
			"{\"a\":1 \"b\":2}", "/* a */{}", "{}//", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
			"\ufeff{}", "{\"a\":\"\0\"}", "{}\0", "this is text" })
	void anythingElseIsNone(String text) {
		assertNotRead(text.getBytes(StandardCharsets.UTF_8));
	}

	@Checks("A-51")
	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":null}", "{\"a\":1,\"\\u0061\":2}",
			"{\"x\":{\"a\":1,\"a\":2}}", "{\"x\":[{\"a\":1,\"a\":2}]}" })
	void memberThatIsThereTwiceIsNone(String text) {
		assertNotRead(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void namesThatDifferAreTwo() throws ParseException {
		assertThat(read("{\"a\":1,\"A\":2,\"a \":3}")).hasSize(3);
	}

	/** Alone, cut off, too long, of a surrogate, beyond the last character. */
	@Checks("A-37")
	@ParameterizedTest
	@ValueSource(strings = { "80", "c3", "c0af", "e08080", "eda080", "edb080", "f08080af", "f4908080", "ff", "fe" })
	void bytesThatAreNoUtf8AreNone(String hex) {
		byte[] bad = HexFormat.of().parseHex(hex);
		byte[] all = new byte[bad.length + 8];
		System.arraycopy("{\"a\":\"".getBytes(StandardCharsets.UTF_8), 0, all, 0, 6);
		System.arraycopy(bad, 0, all, 6, bad.length);
		System.arraycopy("\"}".getBytes(StandardCharsets.UTF_8), 0, all, 6 + bad.length, 2);
		assertNotRead(all);
	}

	@Checks("A-37")
	@Test
	void otherEncodingsAreNone() {
		assertNotRead("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
		assertNotRead("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE));
		assertNotRead("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud800", "\\udc00", "\\ud800a", "\\ud800\\ud800", "\\udc00\\ud800", "a\\ud83d" })
	void halfACharacterIsNone(String escaped) {
		assertNotRead(("{\"a\":\"" + escaped + "\"}").getBytes(StandardCharsets.UTF_8));
		assertNotRead(("{\"" + escaped + "\":1}").getBytes(StandardCharsets.UTF_8));
	}

	@Checks("A-53")
	@Test
	void depthIsBounded() throws ParseException {
		assertThat(read("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")).hasSize(1);
		assertNotRead(("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}").getBytes(StandardCharsets.UTF_8));
		assertBounded("{\"a\":" + "[".repeat(300_000));
		assertBounded("{\"a\":".repeat(300_000));
	}

	@Checks("A-53")
	@Test
	void numberOfValuesIsBounded() throws ParseException {
		assertThat(read("{\"a\":[" + "1,".repeat(998) + "1]}")).hasSize(1);
		assertNotRead(("{\"a\":[" + "1,".repeat(999) + "1]}").getBytes(StandardCharsets.UTF_8));
		assertBounded("{\"a\":[" + "1,".repeat(300_000) + "1]}");
	}

	@Checks("A-53")
	@Test
	void lengthOfNumbersNamesAndTextsIsBounded() throws ParseException {
		assertThat(read("{\"a\":" + "9".repeat(40) + "}")).hasSize(1);
		assertNotRead(("{\"a\":" + "9".repeat(41) + "}").getBytes(StandardCharsets.UTF_8));
		assertBounded("{\"a\":" + "9".repeat(1_000_000) + "}");
		assertBounded("{\"a\":0." + "9".repeat(1_000_000) + "}");
		assertBounded("{\"" + "a".repeat(1_000_000) + "\":1}");
		assertBounded("{\"a\":\"" + "a".repeat(1_000_000) + "\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e999999999", "-1e999999999", "1e-999999999", "0e999999999" })
	void numberWithAHugeExponentCostsNothing(String number) throws ParseException {
		assertThat(read("{\"a\":" + number + "}").get("a")).isInstanceOf(Double.class);
	}

	private static void assertBounded(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertNotRead(bytes));
	}

	private static void assertNotRead(byte[] bytes) {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> JSON.read(bytes));
	}

	private static Map<String, @Nullable Object> read(String text) throws ParseException {
		return JSON.read(text.getBytes(StandardCharsets.UTF_8));
	}

}
