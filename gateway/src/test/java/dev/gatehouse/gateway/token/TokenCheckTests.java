package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import dev.gatehouse.gateway.revocation.Revocations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * From the Authorization field to a verified token, or a refusal with reason and
 * challenge; and what is remembered of it for the next time.
 */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class TokenCheckTests {

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final TokenCache cache = new TokenCache(new TokenCacheSettings(100, DataSize.ofMegabytes(1)));

	private final TestRevocations revoked = new TestRevocations();

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private TokenCheck check;

	private final SourceLimit sources = new SourceLimit("refused-tokens", "Too many.", 1, 3, 1, () -> 0);

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA);
		IssuerSettings settings = this.issuer.settings();
		InstantSource clock = this.now::get;
		this.keys = new IssuerKeys(settings.issuer(), new KeyFetch(settings.issuer()), null, (keys) -> {
		}, this.meters, clock, this.nanos::get);
		Revocations revocations = new Revocations(List.of(this.revoked));
		TokenDecoder decoder = new TokenDecoder(settings, this.keys, revocations, clock, Schedulers.immediate());
		this.check = new TokenCheck(decoder, this.cache, this.keys, null, revocations, this.sources, clock,
				this.meters);
	}

	@AfterEach
	void close() {
		this.keys.close();
		this.issuer.close();
	}

	@Checks({ "A-2", "A-140" })
	@ParameterizedTest
	@ValueSource(strings = { "Bearer ", "bearer ", "BEARER ", "bEaReR " })
	void goodTokenIsReturnedWithItsClaims(String scheme) {
		VerifiedToken token = verify(bearer(scheme + token().claim("scope", "a b").text()));
		assertThat(token.client()).isEqualTo("acme");
		assertThat(token.scopes()).containsExactlyInAnyOrder("a", "b");
		assertThat(token.jwt().getClaimAsString("client_id")).isEqualTo("acme");
		assertThat(token.jwt().getHeaders()).containsEntry("kid", "rsa-1");
	}

	@Checks("A-4")
	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Basic YTpi", "Token a.b.c", "Digest a=b", "BearerX a.b.c", "Bearer: a.b.c",
			"JWT a.b.c", "DPoPX a.b.c", "DPoP", " Bearer a.b.c", "Bearer\ta.b.c" })
	void anythingButABearerTokenIsNoCredential(String value) {
		assertNoCredentials(bearer(value));
	}

	@Test
	void requestWithoutAuthorizationGetsAChallengeWithoutError() {
		assertNoCredentials(new HttpHeaders());
	}

	private void assertNoCredentials(HttpHeaders headers) {
		assertThat(this.check.known(headers, false)).isNull();
		Refusal refusal = refusal(headers);
		assertThat(refusal.problem()).isEqualTo(Problem.NO_CREDENTIALS);
		assertThat(refusal.reason()).isEqualTo("none");
		assertThat(RefusalParts.challenge(refusal)).isEqualTo("realm=\"gatehouse\"");
		assertThat(count("miss")).isZero();
	}

	@Checks({ "A-5", "A-49" })
	@ParameterizedTest
	@ValueSource(strings = { "", " ", "x", "..", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "a,b.c.d", "a.b.c=", "é.é.é",
			"e30.e30.", "a.b.c Bearer d", "undefined", "\"a.b.c\"", "a.b.c, Basic eDp5", "a.b.c\0", "a.b.c\u0001" })
	void whatIsNoSignedJwtIsMalformed(String token) {
		assertInvalid(refusal(bearer("Bearer " + token)), "malformed");
	}

	@Checks("A-5")
	@Test
	void moreThanATokenIsMalformed() {
		String token = token().text();
		for (String value : List.of(" " + token, token + " ", token + ",", token + ";a=b", "\"" + token + "\"")) {
			assertInvalid(refusal(bearer("Bearer " + value)), "malformed");
		}
	}

	@Checks("A-13")
	@Test
	void tokenBeyondTheLimitIsMalformedAndNotRemembered() {
		assertInvalid(refusal(bearer("Bearer " + token().claim("pad", "x".repeat(6000)).text())), "malformed");
		assertThat(this.cache.size()).isZero();
	}

	@Test
	void ruleThatIsBrokenIsTheReason() {
		long past = this.now.get().getEpochSecond() - 600;
		assertInvalid(refusal(token().header("alg", "none")), "algorithm");
		assertInvalid(refusal(token().header("typ", "JWT")), "type");
		assertInvalid(refusal(token().claim("iss", "https://other.example")), "issuer");
		assertInvalid(refusal(token().claim("aud", "other")), "audience");
		assertInvalid(refusal(token().claim("iat", past).claim("exp", past + 300)), "expired");
		assertInvalid(refusal(token().claim("exp", past)), "expired");
		assertInvalid(refusal(token().claim("nbf", past + 900)), "not-yet-valid");
		assertInvalid(refusal(token().claim("sub", "")), "claims");
		assertInvalid(refusal(token().claim("cnf", Map.of("jkt", "x"))), "binding");
		assertInvalid(refusal(token().signedBy(TestKeys.ATTACKER, "RS256")), "signature");
		assertInvalid(refusal(token().signedBy(TestKeys.OTHER_RSA, "RS256")), "unknown-key");
	}

	@Test
	void issuerThatIsAwayIsNotTheTokensFault() {
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		Refusal refusal = refusal(token());
		assertThat(refusal.problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "5");
		assertThat(RefusalParts.challenge(refusal)).isEmpty();
	}

	@Checks("A-55")
	@Test
	void scopesAreDividedBySingleSpaces() {
		Map<String, Set<String>> scopes = Map.of("a b", Set.of("a", "b"), "  a   b ", Set.of("a", "b"), "", Set.of(),
				" ", Set.of(), "a,b", Set.of("a,b"), "A", Set.of("A"), "a\tb", Set.of("a\tb"), "a:*", Set.of("a:*"),
				"a a", Set.of("a"));
		scopes.forEach((text, expected) -> assertThat(scopes(text)).as(text).isEqualTo(expected));
	}

	@Checks("A-55")
	@Test
	void scopeThatIsNoTextGrantsNothing() {
		for (Object scope : Arrays.asList(List.of("a"), Map.of("a", true), 7, null, true)) {
			assertThat(scopes(scope)).isEmpty();
		}
		TestToken other = token().without("scope").claim("scp", "a").claim("authorities", List.of("SCOPE_a"));
		assertThat(verify(bearer("Bearer " + other.text())).scopes()).isEmpty();
	}

	private Set<String> scopes(@Nullable Object scope) {
		return verify(bearer("Bearer " + token().claim("scope", scope).text())).scopes();
	}

	@Checks("A-54")
	@Test
	void clientIsNeverTakenFromTheSubject() {
		VerifiedToken token = verify(
				bearer("Bearer " + token().claim("sub", "globex").claim("preferred_username", "globex").text()));
		assertThat(token.client()).isEqualTo("acme");
	}

	@Checks("A-56")
	@Test
	void goodTokenIsKnownTheNextTime() {
		HttpHeaders headers = bearer("Bearer " + token().text());
		assertThat(this.check.known(headers, false)).isNull();
		VerifiedToken token = verify(headers);
		assertThat(this.check.known(headers, false)).isSameAs(token);
		assertThat(this.check.known(bearer(field(headers)), false)).as("an equal one").isSameAs(token);
		assertThat(count("hit")).isEqualTo(2);
		assertThat(count("miss")).isEqualTo(1);
	}

	@Test
	void schemeMayBeSpelledOtherwiseTheNextTime() {
		String text = token().text();
		VerifiedToken token = verify(bearer("bEARER " + text));
		for (String scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
			assertThat(this.check.known(bearer(scheme + text), false)).as(scheme).isSameAs(token);
		}
		for (String scheme : List.of("Bearer", "DPoP ", "Bearer  ", "")) {
			assertThat(this.check.known(bearer(scheme + text), false)).as(scheme).isNull();
		}
	}

	/** Whatever is changed about it, and wherever, and cut off or added. */
	@Checks("A-56")
	@Test
	void neighbourOfAKnownTokenIsNotKnown() {
		String field = "Bearer " + token().text();
		verify(bearer(field));
		for (int i = 7; i < field.length(); i++) {
			char other = (field.charAt(i) == 'A') ? 'B' : 'A';
			String changed = field.substring(0, i) + other + field.substring(i + 1);
			assertThat(this.check.known(bearer(changed), false)).isNull();
			assertThat(this.check.known(bearer(field.substring(0, i)), false)).isNull();
		}
		for (String more : List.of("A", ".", " ", "=", "\0")) {
			assertThat(this.check.known(bearer(field + more), false)).isNull();
		}
		assertThat(this.check.known(bearer(field), false)).isNotNull();
	}

	/** The same subject, id, times and first characters: still two tokens. */
	@Checks("A-56")
	@Test
	void tokensOfTwoClientsAreNeverMistaken() {
		TestToken alice = token().claim("jti", "1").claim("client_id", "alice").claim("azp", "alice");
		TestToken bob = token().claim("jti", "1").claim("client_id", "bobby").claim("azp", "bobby");
		HttpHeaders one = bearer("Bearer " + alice.text());
		HttpHeaders other = bearer("Bearer " + bob.text());
		assertThat(field(one).substring(0, 150)).isEqualTo(field(other).substring(0, 150));
		for (int i = 0; i < 3; i++) {
			assertThat(knownOrVerified(one).client()).isEqualTo("alice");
			assertThat(knownOrVerified(other).client()).isEqualTo("bobby");
		}
	}

	@Checks("A-57")
	@Test
	void refusalIsNotRemembered() {
		for (TestToken bad : List.of(token().claim("aud", "other"), token().signedBy(TestKeys.ATTACKER, "RS256"),
				token().header("alg", "none"), token().claim("exp", 1))) {
			refusal(bad);
		}
		assertThat(this.cache.size()).isZero();
	}

	@Checks({ "A-42", "A-56" })
	@Test
	void knownTokenExpiresWhenItDoes() {
		HttpHeaders headers = bearer("Bearer " + token().text());
		verify(headers);
		advance(Duration.ofSeconds(290 + 30).minusMillis(1));
		assertThat(this.check.known(headers, false)).isNotNull();
		advance(Duration.ofMillis(1));
		assertThat(this.check.known(headers, false)).isNull();
		assertInvalid(refusal(headers), "expired");
	}

	/** The wall clock decides, for known tokens as for new ones. */
	@Tag("seq-clock-step")
	@Test
	void stepOfTheClockIsFollowedAtOnce() {
		HttpHeaders headers = bearer("Bearer " + token().text());
		verify(headers);
		advance(Duration.ofMinutes(10));
		assertThat(this.check.known(headers, false)).isNull();
		advance(Duration.ofMinutes(-10));
		assertThat(this.check.known(headers, false)).isNotNull();
		advance(Duration.ofSeconds(-41));
		assertThat(this.check.known(headers, false)).isNull();
		assertInvalid(refusal(headers), "not-yet-valid");
	}

	@Checks("A-56")
	@Test
	void knownTokenFallsWithItsKey() {
		HttpHeaders headers = bearer("Bearer " + token().text());
		verify(headers);
		fetch();
		assertThat(this.check.known(headers, false)).as("the key has stayed").isNotNull();
		this.issuer.publish(TestKeys.OTHER_RSA);
		fetch();
		assertThat(this.check.known(headers, false)).isNull();
		assertInvalid(refusal(headers), "unknown-key");
		this.issuer.publish(TestKeys.ATTACKER);
		fetch();
		assertThat(this.check.known(headers, false)).as("another key of that id").isNull();
		assertInvalid(refusal(headers), "signature");
		this.issuer.publish(TestKeys.RSA);
		fetch();
		assertThat(this.check.known(headers, false)).as("the key is back, its tokens are looked at anew").isNull();
		VerifiedToken token = verify(headers);
		assertThat(this.check.known(headers, false)).isSameAs(token);
	}

	@Test
	void knownTokenFallsWithTheLastTrustInTheKeys() {
		HttpHeaders headers = bearer("Bearer " + token().text());
		verify(headers);
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		this.nanos.addAndGet(Duration.ofHours(1).toNanos());
		assertThat(this.check.known(headers, false)).isNotNull();
		this.nanos.addAndGet(1);
		assertThat(this.check.known(headers, false)).isNull();
		assertThat(refusal(headers).problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
	}

	@Test
	void revokedTokenIsRefusedWhetherItIsKnownOrNot() {
		HttpHeaders known = bearer("Bearer " + token().text());
		verify(known);
		this.revoked.client("acme");
		assertThat(this.check.known(known, false)).isNull();
		assertInvalid(refusal(known), "revoked");
		assertInvalid(refusal(token()), "revoked");
		this.revoked.nothing();
		assertThat(this.check.known(known, false)).isNotNull();
		verify(bearer("Bearer " + token().text()));
	}

	@Test
	void revocationsAreAskedOfClientTokenKeyAndTime() {
		long issued = this.now.get().getEpochSecond() - 7;
		HttpHeaders headers = bearer("Bearer " + token().claim("jti", "one").claim("iat", issued + 0.5).text());
		verify(headers);
		assertThat(this.revoked.asked()).containsExactly("acme one rsa-1 " + (issued * 1000 + 500));
		assertThat(this.check.known(headers, false)).isNotNull();
		assertThat(this.revoked.asked()).hasSize(2).last().isEqualTo(this.revoked.asked().getFirst());
	}

	@Test
	void tokenThatWouldBeRefusedAnywayIsNotCalledRevoked() {
		this.revoked.client("acme");
		assertInvalid(refusal(token().claim("aud", "other")), "audience");
		assertInvalid(refusal(token().signedBy(TestKeys.ATTACKER, "RS256")), "signature");
	}

	/** That would be to let in whoever is shut out. */
	@Test
	void untilItIsKnownWhatIsRevokedNobodyCanTell() {
		this.revoked.isKnown(false);
		Refusal refusal = refusal(token());
		assertThat(refusal.problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		assertThat(TokenFindings.client((Jwt) Objects.requireNonNull(refusal.subject()))).isEqualTo("acme");
		assertInvalid(refusal(token().claim("aud", "other")), "audience");
		this.revoked.isKnown(true);
		verify(bearer("Bearer " + token().text()));
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonIsANameAndASentence(TokenReason reason) {
		assertThat(reason.id()).matches("[a-z]+(-[a-z]+)*");
		assertThat(reason.sentence()).matches("The token[^\"\\\\]*\\.");
	}

	@Checks("A-142")
	@Test
	void sourceThatSentTooManyBadTokensIsNotListenedToAndNoOther() {
		HttpHeaders bad = bearer("Bearer " + token().signedBy(TestKeys.ATTACKER, "RS256").text());
		HttpHeaders good = bearer("Bearer " + token().text());
		for (int i = 0; i < 3; i++) {
			assertThat(refusal(bad, "192.0.2.1").problem()).isEqualTo(Problem.INVALID_TOKEN);
		}
		assertThat(refusal(bad, "192.0.2.1").problem()).isEqualTo(Problem.RATE_LIMITED);
		assertThat(refusal(good, "192.0.2.1").problem()).isEqualTo(Problem.RATE_LIMITED);
		assertThat(this.check.verify(good, address("192.0.2.2"), false).block()).isNotNull();
		assertThat(this.check.known(good, false)).isNotNull();
	}

	@Test
	void tokenThatCouldNotBeJudgedIsNotHeldAgainstItsSource() {
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		for (int i = 0; i < 10; i++) {
			assertThat(refusal(bearer("Bearer " + token().text()), "192.0.2.1").problem())
				.isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		}
	}

	@Test
	void goodTokensAndRequestsWithoutOneAreNotHeldAgainstTheirSource() {
		for (int i = 0; i < 10; i++) {
			HttpHeaders good = bearer("Bearer " + token().text());
			assertThat(this.check.verify(good, address("192.0.2.1"), false).block()).isNotNull();
			assertThat(refusal(new HttpHeaders(), "192.0.2.1").problem()).isEqualTo(Problem.NO_CREDENTIALS);
		}
	}

	private Refusal refusal(HttpHeaders headers, String source) {
		return catchThrowableOfType(Refusal.class, () -> this.check.verify(headers, address(source), false).block());
	}

	private static InetAddress address(String literal) {
		return InetAddress.ofLiteral(literal);
	}

	@Test
	void reasonsAreThoseOfTheInterface() {
		Set<String> reasons = new HashSet<>();
		for (TokenReason reason : TokenReason.values()) {
			reasons.add(reason.id());
		}
		assertThat(Set.of("malformed", "algorithm", "unknown-key", "signature", "type", "issuer", "audience", "expired",
				"not-yet-valid", "claims", "revoked", "binding"))
			.containsAll(reasons);
	}

	private void fetch() {
		this.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
		Objects.requireNonNull(this.keys.ask("fetch-" + this.nanos.get())).join();
	}

	private void advance(Duration duration) {
		this.now.updateAndGet((before) -> before.plus(duration));
	}

	private VerifiedToken verify(HttpHeaders headers) {
		return Objects.requireNonNull(this.check.verify(headers, false).block());
	}

	private VerifiedToken knownOrVerified(HttpHeaders headers) {
		VerifiedToken known = this.check.known(headers, false);
		return (known != null) ? known : verify(headers);
	}

	private double count(String result) {
		return this.meters.counter("gatehouse.token.cache.requests", "result", result).count();
	}

	private Refusal refusal(TestToken token) {
		return refusal(bearer("Bearer " + token.text()));
	}

	private Refusal refusal(HttpHeaders headers) {
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.check.verify(headers, false).block());
		assertThat(refusal).as("refusal of %s", headers).isNotNull();
		return refusal;
	}

	private static void assertInvalid(Refusal refusal, String reason) {
		assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TOKEN);
		assertThat(refusal.reason()).isEqualTo(reason);
		assertThat(RefusalParts.challenge(refusal))
			.isEqualTo("realm=\"gatehouse\", error=\"invalid_token\", error_description=\"" + refusal.detail() + "\"");
	}

	private TestToken token() {
		return TestToken.at(this.issuer.uri(), this.now.get());
	}

	private static String field(HttpHeaders headers) {
		return String.valueOf(headers.getFirst(HttpHeaders.AUTHORIZATION));
	}

	private static HttpHeaders bearer(String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.add(HttpHeaders.AUTHORIZATION, value);
		return headers;
	}

}
