package dev.gatehouse.gateway.walk;

import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a row of the corpus of tokens is held against the gateway, under either profile.
 */
final class TokenCorpus {

	/**
	 * A line feed within a field value is none that a server may see as one (RFC 9110,
	 * section 5.5): these are no requests with a bad token, but no requests.
	 */
	private static final Set<String> UNREADABLE = Set.of("mut-13", "auth-19");

	private TokenCorpus() {
	}

	static Stream<Arguments> cases() {
		return Vectors.cases("jwt-cases", "cases")
			.map((row) -> Arguments.argumentSet(row.path("id").asString() + " " + row.path("note").asString(),
					new JwtCase(row)));
	}

	static void assertHandled(JwtCase one, Bank bank, String type) {
		int fetches = bank.issuer().keyFetches();
		Answer answer = send(one, bank, type);
		if (UNREADABLE.contains(one.id())) {
			assertThat(answer).isProblem(400, "bad-request");
		}
		else {
			assertExpected(answer, one.row().path("expect"));
		}
		assertThat(bank.accounts().arrivals()).hasSize((answer.status() == 200) ? 1 : 0);
		assertThat(bank.cards().arrivals()).isEmpty();
		assertThat(bank.issuer().keyFetches() - fetches).isLessThanOrEqualTo(one.mostFetches());
		assertThat(answer.headers()).noneMatch((field) -> field.name().equalsIgnoreCase("Set-Cookie"));
	}

	private static Answer send(JwtCase one, Bank bank, String type) {
		if (!one.issuerIsAway()) {
			return bank.send(one.call(bank, type));
		}
		bank.issuer().goAway();
		try {
			return bank.send(one.call(bank, type));
		}
		finally {
			bank.issuer().comeBack();
		}
	}

	private static void assertExpected(Answer answer, JsonNode expected) {
		assertThat(expected.path("status").valueStream().map(JsonNode::asInt)).as("status of %s", answer)
			.contains(answer.status());
		String challenge = String.join(", ", answer.values("WWW-Authenticate"));
		if (expected.path("error").isString() && answer.status() != 200) {
			assertThat(challenge).contains("error=\"" + expected.path("error").asString() + "\"");
		}
		if (answer.status() == 401) {
			assertThat(challenge).startsWith("Bearer realm=");
		}
	}

}
