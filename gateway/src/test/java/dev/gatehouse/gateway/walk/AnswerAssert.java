package dev.gatehouse.gateway.walk;

import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the outside can rely on in an answer. */
final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String REALM = "Bearer realm=\"gatehouse\"";

	private static final String DPOP = "DPoP realm=\"gatehouse\"";

	private static final String ALGORITHMS = ", algs=\"ES256 PS256 EdDSA\"";

	private AnswerAssert(Answer answer) {
		super(answer, AnswerAssert.class);
	}

	static AnswerAssert assertThat(Answer answer) {
		return new AnswerAssert(answer);
	}

	AnswerAssert hasStatus(int status) {
		Assertions.assertThat(this.actual.status()).as("status of %s", this.actual).isEqualTo(status);
		return this;
	}

	/** A complete answer of the service. */
	AnswerAssert isOk() {
		hasStatus(200);
		Assertions.assertThat(this.actual.whole()).as("whole").isTrue();
		return hasField("X-Content-Type-Options", "nosniff");
	}

	/** A refusal whose reason is the problem's own name. */
	AnswerAssert isProblem(int status, String name) {
		return isProblem(status, name, name);
	}

	/** A refusal with every member and field that each of them has (RFC 9457). */
	AnswerAssert isProblem(int status, String name, String reason) {
		hasStatus(status);
		Assertions.assertThat(this.actual.whole()).as("whole").isTrue();
		hasField("Content-Type", "application/problem+json");
		hasField("Cache-Control", "no-store");
		hasField("X-Content-Type-Options", "nosniff");
		Assertions.assertThat(this.actual.values("Date")).hasSize(1);
		Assertions.assertThat(this.actual.values("X-Request-Id")).hasSize(1);
		hasNoField("Server");
		hasWhatItsStatusOwes(status);
		JsonNode body = json();
		Assertions.assertThat(body.path("type").asString()).isEqualTo("urn:gatehouse:problem:" + name);
		Assertions.assertThat(body.path("status").asInt()).isEqualTo(status);
		Assertions.assertThat(body.path("reason").asString()).isEqualTo(reason);
		Assertions.assertThat(body.path("title").asString()).isNotBlank();
		Assertions.assertThat(body.path("detail").asString()).isNotBlank();
		Assertions.assertThat(body.path("requestId").asString())
			.isNotBlank()
			.isEqualTo(this.actual.header("X-Request-Id"));
		return this;
	}

	/** RFC 9110, sections 15.5.2 and 15.5.6; RFC 6585, section 4. */
	private void hasWhatItsStatusOwes(int status) {
		switch (status) {
			case 401 -> Assertions.assertThat(this.actual.values("WWW-Authenticate"))
				.satisfiesExactly((plain) -> Assertions.assertThat(plain).startsWith(REALM),
						(proven) -> Assertions.assertThat(proven).startsWith(DPOP).endsWith(ALGORITHMS));
			case 405 -> Assertions.assertThat(this.actual.values("Allow")).hasSize(1);
			case 429, 503 ->
				Assertions.assertThat(String.valueOf(this.actual.header("Retry-After"))).matches("[1-9]\\d*");
			default -> hasNoField("Retry-After");
		}
	}

	/** A refused token, with the challenge of RFC 6750. */
	AnswerAssert isInvalidToken(String reason) {
		isProblem(401, "invalid-token", reason);
		Assertions.assertThat(String.valueOf(this.actual.header("WWW-Authenticate")))
			.startsWith(REALM + ", error=\"invalid_token\", error_description=\"");
		return this;
	}

	/** What was wrong with a plain token; a 401 offers the other scheme too. */
	AnswerAssert hasChallenge(String parameters) {
		int more = parameters.indexOf(", resource_metadata=");
		String offer = DPOP + ((more < 0) ? "" : parameters.substring(more)) + ALGORITHMS;
		Assertions.assertThat(this.actual.values("WWW-Authenticate"))
			.isEqualTo(
					(this.actual.status() == 401) ? List.of(REALM + parameters, offer) : List.of(REALM + parameters));
		return this;
	}

	/** A token refused for what it is bound to, by this check. */
	AnswerAssert isUnbound(String check) {
		return isProblem(401, "invalid-token", "binding").hasMember("check", "\"" + check + "\"");
	}

	/** A token with a proof that is refused by this check. */
	AnswerAssert isUnproven(String check, String error) {
		isUnbound(check);
		Assertions.assertThat(this.actual.values("WWW-Authenticate"))
			.satisfiesExactly((plain) -> Assertions.assertThat(plain).startsWith(REALM).doesNotContain("error"),
					(proven) -> Assertions.assertThat(proven)
						.startsWith(DPOP + ", error=\"" + error + "\", error_description=\""));
		return this;
	}

	/** Exactly one line of that name, with that value. */
	AnswerAssert hasField(String name, String value) {
		Assertions.assertThat(this.actual.values(name)).as(name).containsExactly(value);
		return this;
	}

	AnswerAssert hasNoField(String name) {
		Assertions.assertThat(this.actual.values(name)).as(name).isEmpty();
		return this;
	}

	AnswerAssert hasMember(String name, String json) {
		Assertions.assertThat(json().path(name)).as(name).isEqualTo(JSON.readTree(json));
		return this;
	}

	/** No answer, or one that visibly breaks off: nobody takes it for a complete one. */
	AnswerAssert isAborted() {
		Assertions.assertThat(this.actual.whole()).as("whole: %s", this.actual).isFalse();
		return this;
	}

	private JsonNode json() {
		return JSON.readTree(this.actual.body());
	}

}
