package dev.gatehouse.gateway.validation;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** No expression is tried on more text than the schema allows anyway. */
class BoundedTextTests {

	private static final Contract CONTRACT = Contract.of("Slow: {type: string, pattern: '^(a+)+$', maxLength: 20}",
			"Deep: {type: string, pattern: '^((?!x)(a|b))*$'}", "Free: {type: string, pattern: '^a+$'}",
			"Host: {type: string, format: hostname, maxLength: 253}",
			"Named: {type: object, propertyNames: {pattern: '^(a+)+$', maxLength: 20}}");

	@Test
	void textWithinItsLengthIsHeldToThePattern() {
		assertThat(CONTRACT.find("Slow", "\"aaa\"")).isEmpty();
		assertThat(CONTRACT.find("Slow", "\"aab\"")).containsExactly("pattern");
		assertThat(CONTRACT.find("Slow", '"' + "a".repeat(20) + '"')).isEmpty();
		assertThat(CONTRACT.find("Free", '"' + "a".repeat(100_000) + '"')).isEmpty();
	}

	@Test
	void textBeyondItsLengthIsFoundTooLongAndNoMore() {
		assertThat(CONTRACT.find("Slow", '"' + "b".repeat(21) + '"')).containsExactly("max-length");
		assertThat(CONTRACT.find("Host", '"' + "-".repeat(254) + '"')).containsExactly("max-length");
	}

	@Test
	void expressionThatTakesForEverIsNotTried() {
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
			String hostile = "a".repeat(5000) + "b";
			assertThat(CONTRACT.find("Slow", '"' + hostile + '"')).containsExactly("max-length");
			assertThat(CONTRACT.find("Named", "{\"" + "a".repeat(400) + "b\":1}")).isNotEmpty();
		});
	}

	@Test
	void lengthCountsCharactersAndNotTheirHalves() {
		Contract faces = Contract.of("Face: {type: string, pattern: '^x$', maxLength: 2}");
		assertThat(faces.find("Face", "\"\uD83D\uDE00\uD83D\uDE00\"")).containsExactly("pattern");
		assertThat(faces.find("Face", "\"\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\"")).containsExactly("max-length");
	}

	@Test
	void textThatIsTooDeepForAnExpressionDoesNotMatch() {
		assertThat(CONTRACT.find("Deep", "\"abab\"")).isEmpty();
		assertThat(CONTRACT.find("Deep", '"' + "ab".repeat(500_000) + '"')).containsExactly("pattern");
	}

	@Test
	void patternMeansTheEndWhereItSaysSo() {
		assertThat(CONTRACT.find("Free", "\"a\\n\"")).containsExactly("pattern");
	}

}
