package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import dev.gatehouse.gateway.walk.WatchExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What only the issuer can read, or has to confirm, is asked of it once, held to the
 * rules for a JWT and remembered no longer than it is good.
 */
@ExtendWith(WatchExtension.class)
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class IntrospectionTests {

	private static final String PATH = "/introspect";

	private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";

	private static final Duration MAX_AGE = Duration.ofSeconds(30);

	/** What is no answer to the question. */
	private static final List<Fault> FAULTS = List.of(new Fault("an error", (exchange) -> send(exchange, 500, "{}")),
			new Fault("wrong credentials", (exchange) -> send(exchange, 401, "{\"active\":true}")),
			new Fault("not allowed", (exchange) -> send(exchange, 403, "{\"active\":false}")),
			new Fault("no content", (exchange) -> send(exchange, 204, "")),
			new Fault("nothing", (exchange) -> send(exchange, 200, "")),
			new Fault("no JSON", (exchange) -> send(exchange, 200, "<html>")),
			new Fault("no object", (exchange) -> send(exchange, 200, "[{\"active\":true}]")),
			new Fault("two answers", (exchange) -> send(exchange, 200, "{\"active\":true}{\"active\":true}")),
			new Fault("a member twice", (exchange) -> send(exchange, 200, "{\"active\":false,\"active\":true}")),
			new Fault("too much",
					(exchange) -> send(exchange, 200, "{\"active\":true,\"x\":\"" + "x".repeat(65_536) + "\"}")),
			new Fault("without end", (exchange) -> {
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(200, 0);
				while (true) {
					exchange.getResponseBody().write(new byte[8192]);
				}
			}), new Fault("a signed answer", (exchange) -> {
				exchange.getResponseHeaders().set("Content-Type", "application/token-introspection+jwt");
				byte[] jwt = "e30.e30.e30".getBytes(StandardCharsets.US_ASCII);
				exchange.sendResponseHeaders(200, jwt.length);
				exchange.getResponseBody().write(jwt);
			}), new Fault("a redirect", (exchange) -> {
				exchange.getResponseHeaders().set("Location", "/elsewhere");
				send(exchange, 307, "");
			}), new Fault("a broken connection", (exchange) -> {
				throw new IOException("gone");
			}));

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<String> questions = new CopyOnWriteArrayList<>();

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private IntrospectionCall call;

	private Introspection introspection;

	private TokenCheck check;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA);
		IssuerSettings settings = this.issuer.settings();
		InstantSource clock = this.now::get;
		this.keys = new IssuerKeys(settings.issuer(), new KeyFetch(settings.issuer()), null, (keys) -> {
		}, this.meters, clock, System::nanoTime);
		IntrospectionSettings asked = new IntrospectionSettings(this.issuer.uri() + PATH, "the gateway", "s%c:r t",
				Duration.ofSeconds(3), MAX_AGE, 4);
		this.call = new IntrospectionCall(asked);
		this.introspection = new Introspection(this.call, asked, new TokenRules(settings), clock, Schedulers.parallel(),
				this.meters);
		this.check = check(settings, this.introspection);
		says(active());
	}

	private TokenCheck check(IssuerSettings settings, @Nullable Introspection introspection) {
		return check(settings, introspection, 1000);
	}

	private TokenCheck check(IssuerSettings settings, @Nullable Introspection introspection, int badAtOnce) {
		InstantSource clock = this.now::get;
		TokenDecoder decoder = new TokenDecoder(settings, this.keys, TestRevocations.NONE, clock,
				Schedulers.immediate());
		SourceLimit sources = new SourceLimit("refused-tokens", "Too many.", 1, badAtOnce, 1, () -> 0);
		return new TokenCheck(decoder, new TokenCache(new TokenCacheSettings(100, DataSize.ofMegabytes(1))), this.keys,
				introspection, TestRevocations.NONE, sources, clock, this.meters);
	}

	@AfterEach
	void close() {
		this.call.close();
		this.keys.close();
		this.issuer.close();
	}

	@Test
	void activeTokenIsTakenWithItsClientAndScopes() {
		VerifiedToken token = verify(OPAQUE);
		assertThat(token.client()).isEqualTo("acme");
		assertThat(token.scopes()).containsExactlyInAnyOrder("a", "b");
		assertThat(token.jwt().getTokenValue()).isEqualTo(OPAQUE);
		assertThat(token.jwt().getExpiresAt()).isEqualTo(this.now.get().plusSeconds(300));
		assertThat(token.key()).isNull();
	}

	@Test
	@Checks("A-58")
	void issuerIsAskedByAFormAsAClientAsks() {
		AtomicReference<String> head = new AtomicReference<>("");
		this.issuer.answer(PATH, (exchange) -> {
			head.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
					+ exchange.getRequestHeaders().getFirst("Content-Type") + " "
					+ exchange.getRequestHeaders().getFirst("Accept") + " "
					+ new String(
							Base64.getDecoder()
								.decode(exchange.getRequestHeaders().getFirst("Authorization").substring(6)),
							StandardCharsets.UTF_8));
			answer(exchange, active());
		});
		verify("a+b/c~d_e-f==");
		assertThat(head)
			.hasValue("POST /introspect application/x-www-form-urlencoded application/json the+gateway:s%25c%3Ar+t");
		assertThat(this.questions).containsExactly("token=a%2Bb%2Fc%7Ed_e-f%3D%3D&token_type_hint=access_token");
	}

	@Tag("seq-revoked-introspection")
	@Checks({ "A-59", "A-62" })
	@ParameterizedTest
	@ValueSource(strings = { "{\"active\":false}", "{}", "{\"active\":null}", "{\"active\":\"true\"}", "{\"active\":1}",
			"{\"active\":[true]}", "{\"Active\":true}" })
	void tokenThatIsNotSaidToBeActiveIsRefused(String answer) {
		says(answer);
		assertInvalid(refusal(OPAQUE), "revoked");
		assertThat(count("inactive")).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "iss|\"https://other.example\"|issuer", "iss|null|issuer", "iss|7|issuer",
					"aud|\"other\"|audience", "aud|[\"other\"]|audience", "aud|[\"bank-gateway\",7]|audience",
					"aud|null|audience", "typ|\"Refresh\"|type", "typ|\"ID\"|type", "token_type|\"N_A\"|type",
					"token_type|7|type", "exp|1795262370|expired", "exp|\"1795263000\"|claims", "exp|null|claims",
					"exp|1799999999|claims", "iat|1795262431|not-yet-valid", "iat|\"x\"|claims", "iat|null|claims",
					"nbf|1795262431|not-yet-valid", "nbf|null|claims", "client_id|null|claims", "client_id|\"\"|claims",
					"client_id|7|claims", "client_id|\"ac\\nme\"|claims", "azp|\"other\"|claims", "azp|null|claims",
					"token_type|\"DPoP\"|type", "cnf|{\"jkt\":\"x\"}|binding", "cnf|null|binding",
					"cnf|{\"jkt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}|binding" })
	void whatIsSaidOfItIsHeldToTheRules(String member, String value, String reason) {
		says(with(member, value));
		assertInvalid(refusal(OPAQUE), reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exp", "client_id" })
	void tokenWithoutAClientOrAnEndIsRefused(String member) {
		says(without(member));
		assertInvalid(refusal(OPAQUE), "claims");
	}

	@ParameterizedTest
	@ValueSource(strings = { "iss", "aud", "iat", "scope", "token_type", "azp" })
	void whatNeedNotBeSaidIsNotMissed(String member) {
		says(without(member));
		assertThat(verify(OPAQUE).client()).isEqualTo("acme");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "aud|[\"x\",\"bank-gateway\"]", "typ|\"Bearer\"", "token_type|\"bearer\"",
			"exp|1795262401", "iat|1795262430", "nbf|1795262430", "more|{\"a\":[1]}" })
	void whatKeepsTheRulesIsTaken(String member, String value) {
		says(with(member, value));
		assertThat(verify(OPAQUE).client()).isEqualTo("acme");
	}

	@Checks({ "A-59", "A-61" })
	@ParameterizedTest
	@FieldSource("FAULTS")
	void withoutAnAnswerNobodyCanTell(Fault fault) {
		this.issuer.answer(PATH, (exchange) -> {
			ask(exchange);
			fault.answer.to(exchange);
		});
		Refusal refusal = refusal(OPAQUE);
		assertThat(refusal.problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "5");
		assertThat(this.issuer.requests("/elsewhere")).isZero();
		assertThat(count("failure")).isEqualTo(1);
		says(active());
		assertThat(verify(OPAQUE).client()).isEqualTo("acme");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void issuerThatDoesNotAnswerIsGivenUpInTime(boolean halfWay) {
		if (halfWay) {
			this.issuer.stall(PATH);
		}
		else {
			this.issuer.hold(PATH, new CountDownLatch(1));
		}
		long begin = System.nanoTime();
		assertThat(refusal(OPAQUE).problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
	}

	@Test
	@Checks("A-60")
	void answerCountsUntilItIsTooOld() {
		VerifiedToken token = verify(OPAQUE);
		advance(MAX_AGE.minusMillis(1));
		assertThat(this.check.known(bearer(OPAQUE), false)).isSameAs(token);
		assertThat(this.check.known(bearer(OPAQUE), true)).isSameAs(token);
		advance(Duration.ofMillis(1));
		assertThat(this.check.known(bearer(OPAQUE), false)).isNull();
		assertThat(this.check.known(bearer(OPAQUE + "x"), false)).isNull();
		says("{\"active\":false}");
		assertInvalid(refusal(OPAQUE), "revoked");
		assertThat(this.questions).hasSize(2);
	}

	@Test
	@Checks("A-60")
	void answerCountsNoLongerThanTheTokenLives() {
		says(with("exp", "1795262410"));
		assertThat(verify(OPAQUE)).isNotNull();
		advance(Duration.ofMillis(9999));
		assertThat(this.check.known(bearer(OPAQUE), false)).isNotNull();
		advance(Duration.ofMillis(1));
		assertThat(this.check.known(bearer(OPAQUE), false)).isNull();
		advance(Duration.ofSeconds(30));
		assertInvalid(refusal(OPAQUE), "expired");
	}

	@Test
	void refusalCountsForFiveSecondsAndForThisTokenAlone() {
		says("{\"active\":false}");
		assertInvalid(refusal(OPAQUE), "revoked");
		says(active());
		advance(Duration.ofMillis(4999));
		assertInvalid(refusal(OPAQUE), "revoked");
		assertThat(this.questions).hasSize(1);
		assertThat(verify(OPAQUE + "x").client()).isEqualTo("acme");
		advance(Duration.ofMillis(1));
		assertThat(verify(OPAQUE).client()).isEqualTo("acme");
	}

	@Test
	void manyWhoAskAboutOneTokenAreOneQuestion() throws Exception {
		CountDownLatch latch = new CountDownLatch(1);
		this.issuer.answer(PATH, (exchange) -> {
			ask(exchange);
			latch.await();
			send(exchange, 200, active());
		});
		List<CompletableFuture<VerifiedToken>> all = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			all.add(this.check.verify(bearer(OPAQUE), false).toFuture());
		}
		all.getFirst().cancel(true);
		Awaitility.await().until(() -> this.questions.size() == 1);
		latch.countDown();
		for (CompletableFuture<VerifiedToken> one : all.subList(1, all.size())) {
			assertThat(one.get(5, TimeUnit.SECONDS).client()).isEqualTo("acme");
		}
		assertThat(this.questions).hasSize(1);
	}

	@Test
	void jwtIsConfirmedOnlyWhereItIsWishedFor() {
		String jwt = jwt().text();
		VerifiedToken plain = verify(jwt);
		assertThat(this.questions).isEmpty();
		assertThat(this.check.known(bearer(jwt), false)).isSameAs(plain);
		assertThat(this.check.known(bearer(jwt), true)).isNull();
		VerifiedToken confirmed = confirm(jwt);
		assertThat(confirmed.key()).isNotNull();
		assertThat(this.questions).hasSize(1);
		assertThat(this.check.known(bearer(jwt), true)).isSameAs(confirmed);
		assertThat(this.check.known(bearer(jwt), false)).isSameAs(confirmed);
		advance(MAX_AGE);
		assertThat(this.check.known(bearer(jwt), true)).isNull();
		assertThat(this.check.known(bearer(jwt), false)).isSameAs(confirmed);
	}

	@Test
	void jwtThatIsNotActiveIsRefusedWhereItIsWishedFor() {
		says("{\"active\":false}");
		String jwt = jwt().text();
		assertInvalid(refusal(jwt, true), "revoked");
		assertThat(verify(jwt).client()).isEqualTo("acme");
	}

	@Test
	void jwtOfAnotherClientThanTheIssuerSaysIsRefused() {
		says(active().replace("acme", "other"));
		assertInvalid(refusal(jwt().text(), true), "claims");
	}

	@Test
	void whatTheIssuerSaysItIsBoundToCounts() {
		says(with("cnf", "{\"x5t#S256\":\"" + "A".repeat(43) + "\"}"));
		assertThat(verify(OPAQUE).confirmation())
			.isEqualTo(new Confirmation(Confirmation.Kind.CERTIFICATE, "A".repeat(43)));
		assertInvalid(refusal(jwt().text(), true), "claims");
	}

	@Test
	void jwtThatIsBadAnywayIsNotAskedAbout() {
		assertInvalid(refusal(jwt().claim("aud", "other").text(), true), "audience");
		assertInvalid(refusal("a.b.c", true), "malformed");
		assertInvalid(refusal("a.b.c.d.e", true), "malformed");
		assertThat(this.questions).isEmpty();
	}

	@Checks("A-61")
	@Test
	void badTokensCountAlsoWhenNobodyWaitsForTheAnswer() {
		this.check = check(this.issuer.settings(), this.introspection, 3);
		says("{\"active\":false}");
		InetAddress source = InetAddress.getLoopbackAddress();
		for (int i = 0; i < 3; i++) {
			this.check.verify(bearer(OPAQUE + i), source, false).subscribe().dispose();
		}
		Awaitility.await()
			.untilAsserted(() -> assertThatExceptionOfType(Refusal.class)
				.isThrownBy(() -> this.check.verify(bearer(OPAQUE), source, false))
				.satisfies((refusal) -> assertThat(refusal.problem()).isEqualTo(Problem.RATE_LIMITED)));
		assertThat(this.questions).hasSize(3);
	}

	@Test
	void signedAnswerIsNoToken() {
		assertInvalid(refusal(jwt().header("typ", "token-introspection+jwt").text()), "type");
		assertThat(this.questions).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "é", "a b", "a,b", "a\"b", "=", "a=b", "", "a.b.c", "a.b.c.d.e" })
	void whatCannotBeATokenIsNotAskedAbout(String token) {
		assertInvalid(refusal(token), "malformed");
		assertThat(this.questions).isEmpty();
	}

	@Test
	void tokenThatIsTooLongIsNotAskedAbout() {
		assertInvalid(refusal("x".repeat(8 * 1024 + 1)), "malformed");
		assertThat(verify("x".repeat(8 * 1024)).client()).isEqualTo("acme");
	}

	@Test
	void withoutAnEndpointOpaqueTokensAreMalformed() {
		this.check = check(this.issuer.settings(), null);
		assertInvalid(refusal(OPAQUE), "malformed");
		assertThat(this.check.canConfirm()).isFalse();
		assertThat(this.questions).isEmpty();
	}

	@Test
	void refusalsThatAreRememberedAreBounded() {
		RecentRefusals refusals = new RecentRefusals(MAX_AGE, this.now::get);
		for (int i = 0; i < 3 * RecentRefusals.MOST; i++) {
			refusals.put("token-" + i, TokenReason.REVOKED, null);
			assertThat(refusals.size()).isLessThanOrEqualTo(RecentRefusals.MOST);
			assertThat(refusals.get("token-" + i)).extracting(RefusedTokenException::reason)
				.isEqualTo(TokenReason.REVOKED);
		}
		RecentRefusals lengthy = new RecentRefusals(MAX_AGE, this.now::get);
		for (int i = 0; i < 1000; i++) {
			lengthy.put(i + "x".repeat(8000), TokenReason.REVOKED, null);
			assertThat(lengthy.size() * 8000L).isLessThanOrEqualTo(RecentRefusals.MOST_CHARACTERS);
		}
		RecentRefusals told = new RecentRefusals(MAX_AGE, this.now::get);
		Map<String, @Nullable Object> answer = Map.of("client_id", "x".repeat(60_000), "scope", "not kept");
		for (int i = 0; i < 100; i++) {
			told.put("token-" + i, TokenReason.REVOKED, VerifiedToken.refused("token-" + i, answer));
			assertThat(told.size() * 60_000L).isLessThanOrEqualTo(RecentRefusals.MOST_CHARACTERS);
		}
	}

	@Test
	void whatIsKeptOfARefusedTokenIsWhoseItIsWhichAndWhen() {
		says(with("aud", "\"other\"").replace("{", "{\"jti\":\"id\",\"more\":\"x\","));
		for (int i = 0; i < 2; i++) {
			Jwt token = (Jwt) Objects.requireNonNull(refusal(OPAQUE).subject());
			assertThat(TokenFindings.client(token)).isEqualTo("acme");
			assertThat(token.getClaims()).containsOnlyKeys("client_id", "azp", "jti", "iat", "exp");
		}
		assertThat(this.questions).hasSize(1);
		advance(Duration.ofSeconds(6));
		says("{\"active\":false}");
		assertThat(refusal(OPAQUE).subject()).isNull();
	}

	private void says(String answer) {
		this.issuer.answer(PATH, (exchange) -> answer(exchange, answer));
	}

	private void answer(HttpExchange exchange, String answer) throws IOException {
		ask(exchange);
		send(exchange, 200, answer);
	}

	private void ask(HttpExchange exchange) throws IOException {
		this.questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	private String active() {
		long second = this.now.get().getEpochSecond();
		return JsonMapper.shared()
			.writeValueAsString(
					Map.of("active", true, "client_id", "acme", "azp", "acme", "scope", "a b", "iss", this.issuer.uri(),
							"aud", TestSettings.AUDIENCE, "iat", second, "exp", second + 300, "token_type", "Bearer"));
	}

	/** Returns the answer about an active token with another value of this member. */
	private String with(String member, String value) {
		String rest = without(member);
		return "{\"" + member + "\":" + value + "," + rest.substring(1);
	}

	private String without(String member) {
		ObjectNode claims = (ObjectNode) JsonMapper.shared().readTree(active());
		claims.remove(member);
		return claims.toString();
	}

	private TestToken jwt() {
		return TestToken.at(this.issuer.uri(), this.now.get());
	}

	private VerifiedToken verify(String token) {
		return Objects.requireNonNull(this.check.verify(bearer(token), false).block());
	}

	private VerifiedToken confirm(String token) {
		return Objects.requireNonNull(this.check.verify(bearer(token), true).block());
	}

	private Refusal refusal(String token) {
		return refusal(token, false);
	}

	private Refusal refusal(String token, boolean confirmed) {
		Refusal refusal = catchThrowableOfType(Refusal.class,
				() -> this.check.verify(bearer(token), confirmed).block());
		assertThat(refusal).as("refusal of %s", token).isNotNull();
		return refusal;
	}

	private static void assertInvalid(Refusal refusal, String reason) {
		assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TOKEN);
		assertThat(refusal.reason()).isEqualTo(reason);
		assertThat(RefusalParts.challenge(refusal)).contains("error=\"invalid_token\"");
	}

	private void advance(Duration duration) {
		this.now.updateAndGet((before) -> before.plus(duration));
	}

	private double count(String result) {
		return this.meters.counter("gatehouse.introspections", "result", result).count();
	}

	private static HttpHeaders bearer(String token) {
		HttpHeaders headers = new HttpHeaders();
		headers.add(HttpHeaders.AUTHORIZATION, "Bearer " + token);
		return headers;
	}

	/** An answer that is none. */
	private record Fault(String name, LocalIssuer.Answer answer) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
