package dev.gatehouse.gateway.validation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table accepts of all texts of ASCII characters what the expression matches, and of
 * others nothing.
 */
class QuickPatternTests {

	private static final int TEXTS = 20_000;

	static Stream<String> known() {
		return Stream.of("^$", "^a$", "^ab$", "^a?$", "^a*$", "^a+$", "^a{2}$", "^a{0}$", "^a{2,}$", "^a{0,2}$",
				"^a{2,3}b$", "^(a)$", "^(?:a)$", "^()$", "^(a|b)$", "^(a|)$", "^(a|b|ab)+$", "^(a*)*$", "^(a*|b)+a$",
				"^((a|b){2}-)*$", "^[ab]$", "^[^ab]+$", "^[a-c]+$", "^[a-cA-C0]*$", "^[-a]+$", "^[a-]+$", "^[a\\-b]+$",
				"^[\\]a]+$", "^[\\d]+$", "^\\d{2}-\\w$", "^[a^]+$", "^[a&b]+$", "^\\.\\$\\^\\\\\\*$", "^[.$*]+$",
				"^a.b$", "^.*a$", "^a,b$", "^a-b$", "^(a|b)*a(a|b){3}$", "^-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,2})?$",
				"^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,5}$", "^[0-9]{4}-(0[1-9]|1[0-2])$", "^\\*{4} [0-9]{4}$", "^\"[0-9]+\"$",
				"^[a-b]{1,500}$", "^\\s$", "^\\D+$", "^[\\p{L}\\x30-\\u0039]+$", "^(\\p{L}+|[0-9]{1,3}-[A-Z])$",
				"^\\p{L}\\x61$", "^[a-z&&b]?$", "^[^\\p{Cc}]+$", "^\\n?a$", "^a?[ä-ö]*$", "^(ä|a)+$",
				"^[A-Za-zÀ-ÖØ-öø-ž .'-]{1,25}$");
	}

	/** Another dialect says something else, or it is more than a table says. */
	@ParameterizedTest
	@ValueSource(strings = { "", "^", "a", "^a", "a$", "^a|b$", "^a\\$", "^a??$", "^a*+$", "^a{2}{3}$", "^(?=a)a$",
			"^(?<n>a)$", "^(?i)a$", "^(a)\\1$", "^\\b$", "^\\x6$", "^\\pL$", "^\\Qa\\E$", "^\\cA$", "^[[a]]$",
			"^[\\Qa]$", "^a^b$", "^a$$", "^(^a)$", "^(a$)$", "^[a-c]{1,512}$", "^[a-c]{1,1001}$",
			"^([a-c]{1,900}){1,900}$", "^(a|b)*a(a|b){12}$", "^([a-c]{1,20} ?){1,20}$", "^(\\pL+|[0-9]{1,3}-[A-Z])$",
			"^(x\\pN|b{1})$", "^\\pL{1}+$", "^\\pL{2}?$", "^(x[\\pN]|[b}])$", "^\\p{L$" })
	void whatIsNotKnownHasNoTable(String pattern) {
		assertThat(PatternTable.of(pattern)).isNull();
	}

	@ParameterizedTest
	@MethodSource("known")
	void tableAcceptsWhatTheExpressionMatches(String pattern) {
		PatternTable table = Objects.requireNonNull(PatternTable.of(pattern));
		RegularExpression expression = JDKRegularExpressionFactory.getInstance().getRegularExpression(pattern);
		RegularExpression quick = new QuickPattern(pattern);
		Random random = new Random(pattern.hashCode());
		String alphabet = "aabbcA019-.,_*$^\"\\ &]\n\r\t" + pattern.replaceAll("[{}()|+?]", "");
		for (int i = 0; i < TEXTS; i++) {
			String text = text(alphabet, random);
			boolean ascii = text.chars().allMatch((c) -> c < 128);
			assertThat(table.accepts(text)).as(text).isEqualTo(ascii && expression.matches(text));
			assertThat(quick.matches(text)).as(text).isEqualTo(expression.matches(text));
		}
	}

	private static String text(String alphabet, Random random) {
		StringBuilder text = new StringBuilder();
		int span = 1 + random.nextInt(alphabet.length());
		for (int length = random.nextInt(8); length > 0; length--) {
			text.append(alphabet.charAt(random.nextInt(span)));
		}
		return text.toString();
	}

	@Test
	void expressionsOfTheBankAreKnown() {
		List<String> patterns = new ArrayList<>();
		for (String api : List.of("accounts", "loans", "cards")) {
			collect(YamlNode.read(Path.of("..", "apis", api + ".yaml")).json(), patterns);
		}
		assertThat(patterns).isNotEmpty().allMatch((pattern) -> PatternTable.of(pattern) != null);
	}

	private static void collect(JsonNode node, List<String> patterns) {
		if (node.path("pattern").isString()) {
			patterns.add(node.path("pattern").stringValue());
		}
		node.forEach((child) -> collect(child, patterns));
	}

}
