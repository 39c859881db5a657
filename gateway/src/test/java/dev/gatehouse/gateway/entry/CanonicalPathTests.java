package dev.gatehouse.gateway.entry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A path has one spelling, and whoever reads it reads the same. */
class CanonicalPathTests {

	/** What nasty paths are made of. */
	private static final List<String> PIECES = List.of("/", "/", "/", "a", "Z", "9", ".", "..", "-", "_", "~", "%2e",
			"%2E", "%2f", "%2F", "%5c", "%20", "%22", "%C3%A9", "%c3%a9", "%C3", "%00", "%7F", "%25", "%3B", ";", "\\",
			":", "@", "!", "$", "&", "'", "(", ")", "*", "+", ",", "=", " ", "é", "%", "%4", "%zz", "%E2%80%8B",
			"%F0%9F%92%B6");

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a", "/v1/accounts/", "/v1/accounts/7f", "/v1/accounts/a%20b", "/v1/caf%C3%A9",
			"/v1/%F0%9F%92%B6", "/v1/a:b@c!$&'()*+,=", "/...", "/.a", "/a..", "/%22", "/-._~" })
	void canonicalPathIsAccepted(String path) {
		assertThat(CanonicalPath.is(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "a", "a/b", "http://a/b", "//", "//a", "/a//b", "/a//", "/.", "/..", "/a/.",
			"/a/..", "/a/./b", "/a/../b", "/%2e", "/%2E%2E/a", "/a%2Fb", "/a%2fb", "/a%5Cb", "/a\\b", "/a;b", "/a%3Bb",
			"/a%3Fb", "/a%23b", "/a%25b", "/a%2541", "/%41", "/%7Ea", "/caf%c3%a9", "/%C3", "/%C0%AE", "/%ED%A0%80",
			"/%00", "/%0A", "/%7F", "/%C2%85", "/%E2%80%8B", "/%EF%BB%BF", "/a%", "/a%4", "/a%zz", "/%u002e", "/a b",
			"/é", "/a\u0000", "/a\n", "/a?b", "/a#b", "/a|b", "/a\"b", "/a<b", "/a{b}", "/a^b", "/a`b" })
	void anyOtherSpellingIsRefused(String path) {
		assertThat(CanonicalPath.is(path)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%EF%BC%8E%EF%BC%8E/a", "/a%EF%BC%8Fb", "/%E2%84%AAards", "/card%C5%BF", "/e%CC%81" })
	void textThatSomeReaderWouldFoldIntoOtherTextIsRefused(String path) {
		assertThat(CanonicalPath.is(path)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void canonicalPathIsWhatEveryReaderMakesOfIt(int seed) {
		Random random = new Random(seed);
		int canonical = 0;
		for (int i = 0; i < 20000; i++) {
			String path = path(random);
			if (CanonicalPath.is(path)) {
				canonical++;
				assertReadTheSame(path);
			}
		}
		assertThat(canonical).isGreaterThan(500);
	}

	private static String path(Random random) {
		StringBuilder path = new StringBuilder((random.nextInt(20) == 0) ? "" : "/");
		for (int i = random.nextInt(8); i > 0; i--) {
			path.append(PIECES.get(random.nextInt(PIECES.size())));
		}
		return path.toString();
	}

	/**
	 * RFC 3986 normalisation changes nothing, and one more decoding finds no new
	 * separator.
	 */
	private static void assertReadTheSame(String path) {
		assertThat(URI.create("http://host" + path).normalize().getRawPath()).isEqualTo(path);
		String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
		assertThat(decoded.chars().filter((c) -> c == '/').count())
			.isEqualTo(path.chars().filter((c) -> c == '/').count());
		assertThat(decoded).doesNotContain("\\", ";", "%", "\u0000", "\uFFFD").doesNotMatch("(?s).*/\\.\\.?(/.*)?");
	}

	@Test
	void attacksOfTheCorpusAreRefusedUnlessTheirSpellingIsHonest() throws IOException {
		List<String> honest = new ArrayList<>();
		JsonNode corpus = corpus();
		for (JsonNode attack : corpus.get("paths")) {
			String path = target(attack);
			if (CanonicalPath.is(path)) {
				honest.add(attack.get("id").asString());
				assertReadTheSame(path);
			}
		}
		assertThat(corpus.get("paths")).hasSizeGreaterThan(70);
		// Other names, other case, a suffix, a slash at the end, too much of everything:
		// the contract or a size says no.
		assertThat(honest).containsExactlyInAnyOrder("path-31", "path-35", "path-37", "path-41", "path-45", "path-47",
				"path-59", "path-61", "path-63", "path-69", "path-73", "path-75", "path-79", "path-81", "path-89",
				"path-93", "path-97");
	}

	private static String target(JsonNode attack) {
		String path = attack.get("path")
			.asString()
			.replace("{{ACCOUNTS}}", "/v1/accounts")
			.replace("{{CARDS}}", "/v1/cards");
		int query = path.indexOf('?');
		return (query < 0) ? path : path.substring(0, query);
	}

	private static JsonNode corpus() throws IOException {
		try (InputStream file = CanonicalPathTests.class.getResourceAsStream("/vectors/path-bypass.json")) {
			return new JsonMapper().readTree(Objects.requireNonNull(file));
		}
	}

}
