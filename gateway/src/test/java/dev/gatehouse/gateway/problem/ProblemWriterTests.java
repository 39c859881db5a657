package dev.gatehouse.gateway.problem;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Every refusal has one shape on the wire, whoever asks and however. */
class ProblemWriterTests {

	private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

	private final JsonMapper json = new JsonMapper();

	private static final ProofAlgorithms ALGORITHMS = new ProofAlgorithms(List.of("ES256", "PS256"));

	private static final String OFFER = "Bearer realm=\"gatehouse\", DPoP realm=\"gatehouse\", algs=\"ES256 PS256\"";

	private final ProblemWriter writer = new ProblemWriter(this.json, ALGORITHMS, new MetadataLink(null));

	@ParameterizedTest
	@EnumSource
	void everyProblemHasTheMembersOfRfc9457AndOurs(Problem problem) {
		MockServerHttpResponse response = write(get(), Refusal.of(problem, "because", "A sentence."));
		JsonNode body = body(response);
		assertThat(body.propertyNames()).containsExactly("type", "title", "status", "detail", "reason", "requestId");
		assertThat(body.get("type").asString()).isEqualTo("urn:gatehouse:problem:" + problem.id()).matches("[a-z:-]+");
		assertThat(body.get("title").asString()).isNotBlank();
		assertThat(body.get("status").asInt()).isEqualTo(problem.status());
		assertThat(body.get("detail").asString()).isEqualTo("A sentence.");
		assertThat(body.get("reason").asString()).isEqualTo("because");
		assertThat(body.get("requestId").asString()).isEqualTo(ID);
		assertThat(status(response)).isEqualTo(problem.status());
	}

	@Test
	void whatHelpsStandsBesideThem() {
		Refusal refusal = Refusal.of(Problem.METHOD_NOT_ALLOWED, "A sentence.")
			.with("allowed", List.of("GET"))
			.header("Allow", "GET");
		MockServerHttpResponse response = write(get(), refusal);
		assertThat(body(response).get("allowed").get(0).asString()).isEqualTo("GET");
		assertThat(body(response).get("reason").asString()).isEqualTo("method-not-allowed");
		assertThat(response.getHeaders().get("Allow")).containsExactly("GET");
	}

	@Test
	void headersAreThoseOfAnAnswerThatNobodyKeeps() {
		HttpHeaders headers = write(get(), refusal()).getHeaders();
		assertThat(headers.getFirst("Content-Type")).isEqualTo("application/problem+json");
		assertThat(headers.getFirst("Cache-Control")).isEqualTo("no-store");
		assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(headers.getFirst("X-Request-Id")).isEqualTo(ID);
		assertThat(headers.getFirst("Connection")).isNull();
	}

	@Test
	void dateIsAnHttpDate() {
		String date = String.valueOf(write(get(), refusal()).getHeaders().getFirst("Date"));
		assertThat(date).matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
		assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))).isNotNull();
	}

	@Test
	void lengthIsThatOfTheBody() {
		MockServerHttpResponse response = write(get(), Refusal.of(Problem.BAD_REQUEST, "Ü"));
		assertThat(response.getHeaders().getContentLength())
			.isEqualTo(String.valueOf(response.getBodyAsString().block()).getBytes(StandardCharsets.UTF_8).length);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "image/*", "application/xml;q=1, application/json;q=0", "x" })
	void whatTheRequestAcceptsChangesNothing(String accept) {
		MockServerHttpResponse response = write(MockServerHttpRequest.get("/").header("Accept", accept).build(),
				refusal());
		assertThat(response.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
		assertThat(body(response).get("status").asInt()).isEqualTo(400);
	}

	@Test
	void headGetsTheHeadersAndNoBody() {
		MockServerHttpResponse response = write(MockServerHttpRequest.method(HttpMethod.HEAD, "/").build(), refusal());
		assertThat(response.getBodyAsString().block()).isEmpty();
		assertThat(response.getHeaders().getContentLength()).isPositive();
		assertThat(status(response)).isEqualTo(400);
	}

	@Test
	void connectionWhoseBodyWasNotReadIsClosed() {
		assertThat(write(MockServerHttpRequest.post("/").header("Content-Length", "5").build(), refusal()).getHeaders()
			.getFirst("Connection")).isEqualTo("close");
		assertThat(write(MockServerHttpRequest.post("/").header("Transfer-Encoding", "chunked").build(), refusal())
			.getHeaders()
			.getFirst("Connection")).isEqualTo("close");
		assertThat(write(MockServerHttpRequest.post("/").header("Content-Length", "0").build(), refusal()).getHeaders()
			.getFirst("Connection")).isNull();
	}

	@Test
	void nothingOfAnAnswerThatBrokeOffIsInTheRefusal() {
		MockServerWebExchange exchange = MockServerWebExchange.from(get());
		exchange.getResponse().getHeaders().set("Set-Cookie", "session=1");
		exchange.getResponse().getHeaders().set("ETag", "\"7\"");
		exchange.getResponse().getHeaders().set("Content-Encoding", "gzip");
		this.writer.write(exchange, refusal(), ID, false).block();
		assertThat(exchange.getResponse().getHeaders().headerNames()).containsExactlyInAnyOrder("Date", "X-Request-Id",
				"Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Length");
	}

	@Test
	void retryAfterIsAtLeastASecond() {
		assertThat(refusal().retryAfter(0).headers()).containsEntry("Retry-After", "1");
		assertThat(refusal().retryAfter(7).headers()).containsEntry("Retry-After", "7");
	}

	@Test
	void challengesAreThoseOfRfc6750AndRfc9449() {
		assertThat(Challenge.plain()).hasToString("realm=\"gatehouse\"");
		assertThat(Challenge.invalidRequest()).hasToString("realm=\"gatehouse\", error=\"invalid_request\", "
				+ "error_description=\"One access token is needed, in one Authorization header field.\"");
		assertThat(Challenge.invalidToken("Expired."))
			.hasToString("realm=\"gatehouse\", error=\"invalid_token\", error_description=\"Expired.\"");
		assertThat(Challenge.insufficientScope("a b")).hasToString("realm=\"gatehouse\", error=\"insufficient_scope\", "
				+ "error_description=\"The access token does not grant the scope that is needed.\", scope=\"a b\"");
		assertThat(Challenge.invalidProof("No."))
			.hasToString("realm=\"gatehouse\", error=\"invalid_dpop_proof\", error_description=\"No.\"");
		assertThat(Challenge.useNonce("No."))
			.hasToString("realm=\"gatehouse\", error=\"use_dpop_nonce\", error_description=\"No.\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer x", "bearer x", "Basic x", "DPoPx", "DPoP" })
	void plainSchemeIsToldWhatWasWrongAndTheOtherIsOffered(String authorization) {
		assertThat(challenges(authorization,
				Refusal.of(Problem.INVALID_TOKEN, "No.").challenge(Challenge.invalidToken("No."))))
			.containsExactly("Bearer realm=\"gatehouse\", error=\"invalid_token\", error_description=\"No.\"",
					"DPoP realm=\"gatehouse\", algs=\"ES256 PS256\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "DPoP x", "dpop x", "DPOP x" })
	void schemeWithAProofIsToldWhatWasWrongAndTheOtherIsOffered(String authorization) {
		assertThat(challenges(authorization,
				Refusal.of(Problem.INVALID_TOKEN, "No.").challenge(Challenge.invalidProof("No."))))
			.containsExactly("Bearer realm=\"gatehouse\"",
					"DPoP realm=\"gatehouse\", error=\"invalid_dpop_proof\", error_description=\"No.\", algs=\"ES256 PS256\"");
	}

	@Test
	void whoMayNotIsToldInItsOwnSchemeAlone() {
		Refusal refusal = Refusal.of(Problem.INSUFFICIENT_SCOPE, "No.").challenge(Challenge.insufficientScope("a"));
		assertThat(challenges("Bearer x", refusal)).singleElement().asString().startsWith("Bearer realm=");
		assertThat(challenges("DPoP x", refusal)).singleElement().asString().startsWith("DPoP realm=");
		assertThat(challenges("DPoP x", Refusal.of(Problem.NO_SUCH_OPERATION, "No."))).isEmpty();
	}

	private List<String> challenges(String authorization, Refusal refusal) {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/").header("Authorization", authorization));
		this.writer.write(exchange, refusal, ID, false).block();
		return exchange.getResponse().getHeaders().getOrEmpty("WWW-Authenticate");
	}

	@Test
	void challengeNamesTheMetadataIfThereIsAny() {
		ProblemWriter linked = new ProblemWriter(this.json, ALGORITHMS,
				new MetadataLink("https://api.example/metadata"));
		Refusal refused = refusal().challenge(Challenge.insufficientScope("a"));
		assertThat(linked.fields(refused, ID, false).get("WWW-Authenticate"))
			.endsWith("scope=\"a\", resource_metadata=\"https://api.example/metadata\"");
		assertThat(this.writer.fields(refused, ID, false).get("WWW-Authenticate")).endsWith("scope=\"a\"");
		assertThat(linked.fields(refusal(), ID, false)).doesNotContainKey("WWW-Authenticate");
	}

	@ParameterizedTest
	@EnumSource
	@Checks({ "A-14", "A-15", "A-29" })
	void whatAStatusOwesIsThereWhoeverForgotIt(Problem problem) {
		Map<String, String> fields = this.writer.fields(Refusal.of(problem, "A sentence."), ID, false);
		assertThat(fields.get("WWW-Authenticate")).isEqualTo((problem.status() == 401) ? OFFER : null);
		assertThat(fields.get("Allow")).isEqualTo((problem.status() == 405) ? "" : null);
		assertThat(fields.get("Retry-After"))
			.isEqualTo((problem.status() == 429 || problem.status() == 503) ? "1" : null);
	}

	@Test
	void whatTheRefusalSaysGoesBeforeWhatItsStatusOwes() {
		assertThat(this.writer.fields(Refusal.of(Problem.OVERLOADED, "A sentence.").retryAfter(9), ID, false))
			.containsEntry("Retry-After", "9");
		assertThat(this.writer.fields(Refusal.of(Problem.METHOD_NOT_ALLOWED, "A sentence.").header("Allow", "GET"), ID,
				false))
			.containsEntry("Allow", "GET");
	}

	@Test
	void transportSecurityIsPromisedOverTlsAlone() {
		MockServerWebExchange exchange = MockServerWebExchange.from(get());
		this.writer.write(exchange, refusal(), ID, true).block();
		assertThat(exchange.getResponse().getHeaders().get("Strict-Transport-Security"))
			.containsExactly("max-age=31536000");
		assertThat(write(get(), refusal()).getHeaders().get("Strict-Transport-Security")).isNull();
	}

	@Test
	void anyTextAndAnyMemberIsJson() {
		String hostile = "\"\\\r\n\u0000\u2028<\ud83d\ude00";
		Refusal refusal = Refusal.of(Problem.BAD_REQUEST, hostile, hostile)
			.with("text", hostile)
			.with("number", 7L)
			.with("list", List.of(hostile, "b"))
			.with("found", List.of(Map.of("pointer", "/a", "rule", "type")));
		JsonNode body = this.json.readTree(this.writer.body(refusal, ID));
		assertThat(body.get("detail").asString()).isEqualTo(hostile);
		assertThat(body.get("reason").asString()).isEqualTo(hostile);
		assertThat(body.get("text").asString()).isEqualTo(hostile);
		assertThat(body.get("number").asLong()).isEqualTo(7);
		assertThat(body.get("list").get(0).asString()).isEqualTo(hostile);
		assertThat(body.get("found").get(0).get("pointer").asString()).isEqualTo("/a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\"b", "a\\b", "a\r\nb", "\u0000", "é", "\u007f" })
	@Checks("A-19")
	void challengeTakesNothingThatCouldBreakIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Challenge.invalidToken(text));
		assertThatIllegalArgumentException().isThrownBy(() -> Challenge.insufficientScope(text));
	}

	@Test
	void whatARefusalIsAboutIsNotWritten() {
		Refusal refusal = refusal().about("a secret");
		assertThat(refusal.subject()).isEqualTo("a secret");
		assertThat(new String(this.writer.body(refusal, ID), StandardCharsets.UTF_8)).doesNotContain("secret");
		assertThat(this.writer.fields(refusal, ID, false).values()).noneMatch((value) -> value.contains("secret"));
		assertThat(refusal().subject()).isNull();
	}

	private static Refusal refusal() {
		return Refusal.of(Problem.BAD_REQUEST, "A sentence.");
	}

	private MockServerHttpResponse write(MockServerHttpRequest request, Refusal refusal) {
		MockServerWebExchange exchange = MockServerWebExchange.from(request);
		this.writer.write(exchange, refusal, ID, false).block();
		return exchange.getResponse();
	}

	private static int status(MockServerHttpResponse response) {
		return Objects.requireNonNull(response.getStatusCode()).value();
	}

	private JsonNode body(MockServerHttpResponse response) {
		return this.json.readTree(String.valueOf(response.getBodyAsString().block()));
	}

	private static MockServerHttpRequest get() {
		return MockServerHttpRequest.get("/").build();
	}

}
