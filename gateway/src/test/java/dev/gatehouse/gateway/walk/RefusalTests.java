package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A no has one form, whatever the request looks like, and holds nothing of it.
 */
@OpenBank("gatehouse.public-uri=https://api.bank.example")
@Checks({ "A-14", "A-15", "A-16", "A-17", "A-18", "A-19", "A-20", "A-21", "A-22", "A-23", "A-24", "A-25", "A-26",
		"A-27", "A-29", "A-30", "A-105", "A-106" })
class RefusalTests {

	private static final String METADATA = ", resource_metadata=\"https://api.bank.example/.well-known/oauth-protected-resource\"";

	/** What a challenge may look like at all (RFC 6750, section 3). */
	private static final String CHALLENGE = "(Bearer|DPoP) realm=\"gatehouse\"(, error=\"[a-z_]+\", "
			+ "error_description=\"[ !#-\\[\\]-~]+\"(, scope=\"[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*\")?)?"
			+ ", resource_metadata=\"[!#-\\[\\]-~]+\"(, algs=\"[A-Za-z0-9 ]+\")?";

	/** Where it comes out again, it was repeated. */
	private static final String MARK = "z9Qx7";

	private static final List<String> HOSTILE = List.of("\"", "\\", "\r\nX-Injected: 1", "\n", "\u0000", "<script>",
			"\u2028", "\ud83d\ude00", "'--", "${jndi:ldap://x}", "#{7*7}", "%s%n", "\u202e", "]]>", "{{7*7}}", "\t");

	private final Random random = new Random(11);

	private final Bank bank;

	RefusalTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesAService() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void challengeSaysWhatIsMissingAndWhereToReadOn() {
		assertThat(this.bank.send(Call.get("/v1/accounts"))).isProblem(401, "no-credentials", "none")
			.hasChallenge(METADATA);
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().expired())))
			.isProblem(401, "invalid-token", "expired")
			.hasChallenge(", error=\"invalid_token\", " + "error_description=\"The token has expired.\"" + METADATA);
		assertThat(this.bank.send(Call.get("/v1/cards").token(this.bank.token()))).isProblem(403, "insufficient-scope")
			.hasField("WWW-Authenticate",
					"Bearer realm=\"gatehouse\", error=\"insufficient_scope\", "
							+ "error_description=\"The access token does not grant the scope that is needed.\", "
							+ "scope=\"cards:read\"" + METADATA);
		assertThat(this.bank.send(Call.get("/v1/accounts").token("a").token("b")))
			.isProblem(400, "ambiguous-credentials")
			.hasField("WWW-Authenticate",
					"Bearer realm=\"gatehouse\", error=\"invalid_request\", "
							+ "error_description=\"One access token is needed, in one Authorization header field.\""
							+ METADATA);
	}

	@Test
	void operationWithTwoScopesNamesThemInOneAttribute() {
		Answer answer = this.bank.send(Call.get("/v1/accounts/1/audit").token(this.bank.token().scope("openid")));
		assertThat(answer).isProblem(403, "insufficient-scope").hasMember("scope", "\"accounts:read accounts:write\"");
		assertThat(String.valueOf(answer.header("WWW-Authenticate"))).containsOnlyOnce("scope=")
			.contains("scope=\"accounts:read accounts:write\"");
	}

	@Test
	void metadataIsNotWhereTheClientSaysThatTheGatewayIs() {
		for (String name : List.of("X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Host", "X-Original-Host")) {
			Call call = Call.get("/v1/accounts")
				.withoutHost()
				.header("Host", "evil.example")
				.header(name, "evil.example");
			assertThat(this.bank.send(call)).isProblem(401, "no-credentials", "none").hasChallenge(METADATA);
		}
	}

	static Stream<Arguments> fields() {
		String long4k = "a".repeat(4096);
		return Stream.of(Arguments.of("Accept", ""), Arguments.of("Accept", "text/html"),
				Arguments.of("Accept", "*/*;q=0"), Arguments.of("Accept", "x"), Arguments.of("Accept", ";;;,,,"),
				Arguments.of("Accept", "a/b;c=\""), Arguments.of("Accept", "application/json;q=2"),
				Arguments.of("Accept", "\u00ff\u00fe"), Arguments.of("Accept", long4k),
				Arguments.of("Accept", "text/html,".repeat(400)), Arguments.of("Accept-Charset", "utf-16"),
				Arguments.of("Accept-Encoding", "gzip, br;q=1, *;q=0"), Arguments.of("Accept-Language", "\"'<>&"),
				Arguments.of("Content-Type", "/"), Arguments.of("Content-Type", "text/plain;charset=\u00ff"),
				Arguments.of("If-None-Match", "*"), Arguments.of("If-Modified-Since", "yesterday"),
				Arguments.of("Range", "bytes=0-1"), Arguments.of("Origin", "null"), Arguments.of("Origin", "http://["),
				Arguments.of("Cookie", "a=\"b"), Arguments.of("User-Agent", "<script>"),
				Arguments.of("Referer", "javascript:1"), Arguments.of("X-HTTP-Method-Override", "DELETE"),
				Arguments.of("traceparent", "\"\\"), Arguments.of("X-Request-Id", "mine"),
				Arguments.of("X-Forwarded-For", "\u00ff"), Arguments.of("Date", "x"), Arguments.of("From", long4k));
	}

	@ParameterizedTest
	@MethodSource("fields")
	void noFieldOfARequestChangesIt(String name, String value) {
		assertThat(this.bank.send(Call.get("/v1/accounts").header(name, value))).isProblem(401, "no-credentials",
				"none");
		assertThat(this.bank.send(Call.get("/v1/none").header(name, value))).isProblem(404, "no-such-operation");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/none", "/v1//accounts", "/v1/accounts", "/v1/explain",
			"/.well-known/oauth-protected-resource/x", "/" })
	void headGetsTheFieldsOfTheProblemAndNoBody(String path) throws Exception {
		String method = path.equals("/v1/accounts") ? "PUT" : "GET";
		Answer get = this.bank.send(Call.of(path.equals("/v1/explain") ? "PUT" : method, path));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(Call.of("HEAD", path).text());
			Answer head = Answer.read(wire, "HEAD");
			assertThat(names(head)).isEqualTo(names(get));
			for (String name : List.of("Content-Length", "Content-Type", "Cache-Control", "X-Content-Type-Options")) {
				assertThat(head.values(name)).as(name).isEqualTo(get.values(name));
			}
			assertThat(head.status()).isEqualTo(get.status());
			// The next answer on the connection begins where a body would be.
			wire.send(Call.get("/v1/none").text());
			assertThat(Answer.read(wire, "GET")).isProblem(404, "no-such-operation");
		}
	}

	private static List<String> names(Answer answer) {
		return answer.headers().stream().map(Header::name).sorted().toList();
	}

	@Test
	void nothingThatWasSentIsRepeated() {
		for (int i = 0; i < 300; i++) {
			Call call = hostileCall(i);
			Answer answer = this.bank.send(call);
			assertThat(answer.status()).as(call.text()).isBetween(400, 499);
			assertThat(answer.headers()).noneMatch((field) -> field.value().contains(MARK));
			assertThat(answer.headers()).noneMatch((field) -> field.name().equalsIgnoreCase("X-Injected"));
			assertThat(answer.body()).doesNotContain(MARK);
			answer.values("WWW-Authenticate").forEach((challenge) -> assertThat(challenge).matches(CHALLENGE));
			assertThat(answer.values("WWW-Authenticate").size()).isLessThanOrEqualTo(2);
		}
	}

	private Call hostileCall(int i) {
		String hostile = MARK + any() + any() + MARK;
		TestTokens token = this.bank.token();
		String visible = MARK + any().replaceAll("[^!-~]", "") + MARK;
		return switch (i % 10) {
			case 0 -> Call.get("/v1/accounts").token(token.client(hostile));
			case 1 -> Call.post("/v1/accounts", "{}").token(token.scope(hostile));
			case 2 -> Call.get("/v1/accounts").token(token.claim("iss", hostile));
			case 3 -> Call.get("/v1/accounts").token(token.claim("aud", hostile));
			case 4 -> Call.get("/v1/accounts").token(token.header("kid", hostile));
			case 5 -> Call.get("/v1/accounts").token(token.header("typ", hostile));
			case 6 -> Call.get("/v1/accounts").token(token.claim("jti", List.of(hostile)));
			case 7 -> Call.get("/v1/accounts/" + MARK + "?x=" + visible.replaceAll("[^!$'()*,;:@/?A-Za-z0-9]", ""));
			case 8 -> Call.get("/v1/accounts").header("Authorization", "Bearer " + visible);
			default ->
				Call.get("/v1/accounts").token(token.header("alg", hostile).signatureBy(Keys.EC, JWSAlgorithm.ES256));
		};
	}

	private String any() {
		return HOSTILE.get(this.random.nextInt(HOSTILE.size()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "OPTIONS", "TRACE", "PUT", "PATCH", "BREW", "get" })
	void methodThatIsNotAllowedIsToldWhichAre(String method) {
		assertThat(this.bank.send(Call.of(method, "/v1/cards/1"))).isProblem(405, "method-not-allowed")
			.hasField("Allow", "GET");
	}

}
