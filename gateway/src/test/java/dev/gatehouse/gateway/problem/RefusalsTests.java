package dev.gatehouse.gateway.problem;

import java.util.List;
import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever stops a request becomes a refusal, and nothing of an exception is in it. */
class RefusalsTests {

	private static final String SECRET = "jdbc:postgresql://db-7.internal:5432 password=hunter2";

	@Test
	void refusalStaysWhatItIs() {
		Refusal refusal = Refusal.of(Problem.RATE_LIMITED, "A sentence.");
		assertThat(Refusals.of(refusal, "id")).isSameAs(refusal);
	}

	@ParameterizedTest
	@CsvSource({ "400, BAD_REQUEST", "404, NO_SUCH_OPERATION", "405, METHOD_NOT_ALLOWED", "413, BODY_TOO_LARGE",
			"415, UNSUPPORTED_MEDIA_TYPE", "406, BAD_REQUEST", "499, BAD_REQUEST", "429, RATE_LIMITED",
			"431, HEADERS_TOO_LARGE", "500, INTERNAL_ERROR", "501, INTERNAL_ERROR", "502, UPSTREAM_FAILED",
			"503, UPSTREAM_UNAVAILABLE", "504, UPSTREAM_TIMEOUT" })
	void statusOfTheFrameworkBecomesOneOfOurProblems(int status, Problem problem) {
		Refusal refusal = Refusals.of(new ResponseStatusException(HttpStatusCode.valueOf(status), SECRET), "id");
		assertThat(refusal.problem()).isEqualTo(problem);
		assertThat(refusal.detail()).doesNotContain("db-7", "hunter2");
	}

	@Test
	void anythingElseIsAFaultOfOursThatSaysNothing() {
		for (Throwable error : new Throwable[] { new IllegalStateException(SECRET), new IOException(SECRET),
				new StackOverflowError(SECRET), new NullPointerException(),
				new RuntimeException(new IOException(SECRET)) }) {
			Refusal refusal = Refusals.of(error, "id");
			assertThat(refusal.problem()).isEqualTo(Problem.INTERNAL_ERROR);
			assertThat(refusal.detail()).isEqualTo("The gateway failed. The request id names the case.");
			assertThat(refusal.members()).isEmpty();
		}
	}

	@Test
	void refusalHasNoStackTraceAndNoCause() {
		Refusal refusal = Refusal.of(Problem.BAD_REQUEST, "A sentence.");
		assertThat(refusal.getStackTrace()).isEmpty();
		assertThat(refusal.getCause()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang", "Exception", "db-7", "hunter2", "trace" })
	void errorOutsideTheWalkAnswersAsAProblemWithoutItsText(String text) {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
		new UncaughtProblems(
				new ProblemWriter(new JsonMapper(), new ProofAlgorithms(List.of()), new MetadataLink(null)))
			.handle(exchange, new IllegalStateException(SECRET))
			.block();
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatusCode.valueOf(500));
		assertThat(exchange.getResponse().getBodyAsString().block()).contains("urn:gatehouse:problem:internal-error")
			.doesNotContain(text);
	}

	@Test
	void answerThatHasBegunIsBrokenOffAndNotMixedWithAProblem() {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
		exchange.getResponse().setComplete().block();
		StepVerifier
			.create(new UncaughtProblems(
					new ProblemWriter(new JsonMapper(), new ProofAlgorithms(List.of()), new MetadataLink(null)))
				.handle(exchange, new IllegalStateException(SECRET)))
			.verifyErrorMessage(SECRET);
	}

	@Test
	void lastNetComesBeforeSpringsOwn() {
		// Boot's default handler has -1, and its own pages.
		assertThat(new UncaughtProblems(
				new ProblemWriter(new JsonMapper(), new ProofAlgorithms(List.of()), new MetadataLink(null)))
			.getOrder()).isLessThan(-1);
	}

	@ParameterizedTest
	@CsvSource({ "INVALID_TOKEN, false", "RATE_LIMITED, false", "BAD_REQUEST, false", "IDENTITY_UNAVAILABLE, true",
			"UPSTREAM_FAILED, true", "UPSTREAM_TIMEOUT, true", "INTERNAL_ERROR, true", "OVERLOADED, true" })
	void failureIsWhatTheCallerCannotHelp(Problem problem, boolean isFailure) {
		assertThat(problem.isFailure()).isEqualTo(isFailure);
	}

}
