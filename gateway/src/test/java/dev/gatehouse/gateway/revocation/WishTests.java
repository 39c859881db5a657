package dev.gatehouse.gateway.revocation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A wish says one thing in one way, or nothing happens. */
class WishTests {

	@Test
	void eachKindIsAskedForByItsName() throws ManagementProblem {
		assertThat(wish("{\"client\":\"acme\"}")).isEqualTo(new Wish(new Subject(Kind.CLIENT, "acme"), null, "-"));
		assertThat(wish("{\"tokenId\":\"j\",\"by\":\"alice\"}"))
			.isEqualTo(new Wish(new Subject(Kind.TOKEN, "j"), null, "alice"));
		assertThat(wish("{\"key\":\"k\"}")).isEqualTo(new Wish(new Subject(Kind.KEY, "k"), null, "-"));
	}

	@Test
	void timeHasItsOffset() throws ManagementProblem {
		assertThat(wish("{\"client\":\"acme\",\"issuedBefore\":\"2026-11-21T19:30:00.5+01:00\"}").issuedBefore())
			.isEqualTo(Instant.parse("2026-11-21T18:30:00.500Z"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "\"acme\"", "{}", "{} {}", "{\"client\":\"acme\"} x",
			"{\"client\":\"acme\",\"client\":\"acme\"}", "{\"client\":\"acme\",\"key\":\"k\"}",
			"{\"client\":\"acme\",\"tokenId\":\"k\"}", "{\"client\":7}", "{\"client\":null}", "{\"client\":[\"acme\"]}",
			"{\"client\":\"\"}", "{\"client\":\" \"}", "{\"client\":\"a\\u0000\"}", "{\"client\":\"\\ud83d\"}",
			"{\"Client\":\"acme\"}", "{\"clientId\":\"acme\"}", "{\"client\":\"acme\",\"more\":\"x\"}",
			"{\"client\":\"acme\",\"issued-before\":\"2026-11-21T18:30:00Z\"}",
			"{\"client\":\"acme\",\"issuedBefore\":\"2026-11-21\"}",
			"{\"client\":\"acme\",\"issuedBefore\":\"2026-11-21T18:30:00\"}",
			"{\"client\":\"acme\",\"issuedBefore\":\"yesterday\"}", "{\"client\":\"acme\",\"issuedBefore\":\"\"}",
			"{\"client\":\"acme\",\"issuedBefore\":1795285800}", "{\"client\":\"acme\",\"issuedBefore\":null}",
			"{\"tokenId\":\"j\",\"issuedBefore\":\"2026-11-21T18:30:00Z\"}", "{\"client\":\"acme\",\"by\":\"a b\"}",
			"{\"client\":\"acme\",\"by\":\"\"}", "{'client':'acme'}", "{\"client\":\"acme\",}" })
	void anythingElseIsRefused(String body) {
		assertThatExceptionOfType(ManagementProblem.class).isThrownBy(() -> wish(body))
			.satisfies((problem) -> assertThat(problem.status()).isEqualTo(400))
			.withMessageMatching("[A-Zib].*[.]|issuedBefore.*");
	}

	@Test
	void undoingIsAskedForByParameters() throws ManagementProblem {
		assertThat(Wish.ofQuery(query("client", "acme", "by", "alice")))
			.isEqualTo(new Wish(new Subject(Kind.CLIENT, "acme"), null, "alice"));
	}

	@Test
	void parametersThatAreUnknownTwiceOrTooManyAreRefused() {
		MultiValueMap<String, String> twice = query("client", "acme");
		twice.add("client", "acme");
		for (MultiValueMap<String, String> query : List.of(query(), twice, query("client", "acme", "key", "k"),
				query("client", "acme", "issuedBefore", "2026-11-21T18:30:00Z"), query("x", "y"))) {
			assertThatExceptionOfType(ManagementProblem.class).isThrownBy(() -> Wish.ofQuery(query));
		}
	}

	private static MultiValueMap<String, String> query(String... pairs) {
		MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			query.add(pairs[i], pairs[i + 1]);
		}
		return query;
	}

	private static Wish wish(String json) throws ManagementProblem {
		return Wish.ofBody(json.getBytes(StandardCharsets.UTF_8));
	}

}
