package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * From the Authorization field to a verified token, or a refusal with reason and
 * challenge.
 */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class TokenCheckTests {

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private TokenCheck check;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA);
		IssuerSettings settings = this.issuer.settings(null, Duration.ofSeconds(2));
		TokenConfiguration room = new TokenConfiguration();
		this.keys = room.issuerKeys(settings, new JsonMapper(), new SimpleMeterRegistry());
		this.check = room.tokenCheck(room.jwtDecoder(settings, this.keys));
	}

	@AfterEach
	void close() {
		this.keys.close();
		this.issuer.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer ", "bearer ", "BEARER ", "bEaReR " })
	void goodTokenIsReturnedWithItsClaims(String scheme) {
		Jwt token = Objects.requireNonNull(this.check.verify(authorization(scheme + token(Map.of()))).block());
		assertThat(token.getClaimAsString("client_id")).isEqualTo("acme");
		assertThat(token.getHeaders()).containsEntry("kid", "rsa-1");
		assertThat(token.getExpiresAt()).isAfter(Instant.now());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Basic YTpi", "BearerX a.b.c", "Bearer: a.b.c", "JWT a.b.c", "DPoP a.b.c",
			" Bearer a.b.c", "Bearer\ta.b.c" })
	void anythingButABearerTokenIsNoCredential(String value) {
		assertNoCredentials(authorization(value));
	}

	@Test
	void requestWithoutAuthorizationGetsAChallengeWithoutError() {
		assertNoCredentials(new HttpHeaders());
	}

	private void assertNoCredentials(HttpHeaders headers) {
		Refusal refusal = refusal(headers);
		assertThat(refusal.problem()).isEqualTo(Problem.NO_CREDENTIALS);
		assertThat(refusal.reason()).isEqualTo("none");
		assertThat(RefusalParts.headers(refusal))
			.containsExactly(Map.entry("WWW-Authenticate", "Bearer realm=\"gatehouse\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "x", "..", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "a,b.c.d", "a.b.c=", "é.é.é",
			"e30.e30.", "a.b.c Bearer d", "undefined" })
	void whatIsNoSignedJwtIsMalformed(String token) {
		assertThat(refusal(authorization("Bearer " + token)).reason()).isEqualTo("malformed");
	}

	@Test
	void doubleSpaceIsMalformed() {
		assertThat(refusal(authorization("Bearer  " + token(Map.of()))).reason()).isEqualTo("malformed");
		assertThat(refusal(authorization("Bearer " + token(Map.of()) + " ")).reason()).isEqualTo("malformed");
	}

	@Test
	void tokenUpToEightKibibytesIsLookedAt() {
		assertThat(refusal(authorization("Bearer a.b." + "c".repeat(8 * 1024 - 3))).problem())
			.isEqualTo(Problem.INVALID_TOKEN);
		String long1 = token(Map.of("x", "x".repeat(5000)));
		assertThat(long1.length()).isLessThan(8 * 1024);
		assertThat(this.check.verify(authorization("Bearer " + long1)).block()).isNotNull();
		String long2 = token(Map.of("x", "x".repeat(6000)));
		assertThat(long2.length()).isGreaterThan(8 * 1024);
		assertThat(refusal(authorization("Bearer " + long2)).reason()).isEqualTo("malformed");
	}

	@Test
	void tokenWithoutSignatureIsRefused() {
		String plain = new PlainJWT(TestKeys.claims(this.issuer.uri(), Map.of())).serialize();
		assertInvalid(refusal(authorization("Bearer " + plain)), "malformed");
	}

	@Test
	void ruleThatIsBrokenIsTheReason() {
		Date past = Date.from(Instant.now().minusSeconds(600));
		assertInvalid(refusal(Map.of("iss", "https://other.example")), "issuer");
		assertInvalid(refusal(Map.of("aud", "other")), "audience");
		assertInvalid(refusal(Map.of("iat", past, "exp", Date.from(Instant.now().minusSeconds(300)))), "expired");
		assertInvalid(refusal(Map.of("nbf", Date.from(Instant.now().plusSeconds(300)))), "not-yet-valid");
		assertInvalid(refusal(Map.of("sub", "")), "claims");
		assertInvalid(refusal(Map.of("cnf", Map.of("jkt", "x"))), "binding");
	}

	@Test
	void tokenThatExpiresBeforeItWasIssuedIsRefused() {
		Refusal refusal = refusal(Map.of("exp", Date.from(Instant.now().minusSeconds(600))));
		assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TOKEN);
	}

	@Test
	void claimOfAnotherKindIsTheTokensFaultAndNotOurs() {
		for (Object audience : new Object[] { 7, Map.of("a", 1), true }) {
			assertThat(refusal(Map.of("aud", audience)).problem()).as("aud " + audience)
				.isEqualTo(Problem.INVALID_TOKEN);
		}
		for (String claim : Set.of("iss", "jti", "client_id")) {
			assertThat(refusal(Map.of(claim, 7)).problem()).as(claim).isEqualTo(Problem.INVALID_TOKEN);
		}
	}

	@Test
	void signatureAndKeyAreReasonsOfTheirOwn() {
		String forged = TestKeys.token(this.issuer.uri(), TestKeys.ATTACKER, JWSAlgorithm.RS256).serialize();
		assertInvalid(refusal(authorization("Bearer " + forged)), "signature");
		String unknown = TestKeys.token(this.issuer.uri(), TestKeys.OTHER_RSA, JWSAlgorithm.RS256).serialize();
		assertInvalid(refusal(authorization("Bearer " + unknown)), "unknown-key");
	}

	@Test
	void issuerThatIsAwayIsNotTheTokensFault() {
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		Refusal refusal = refusal(authorization("Bearer " + token(Map.of())));
		assertThat(refusal.problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "5")
			.doesNotContainKey("WWW-Authenticate");
	}

	@Test
	void nothingIsAddedToTheClaims() {
		JWTClaimsSet without = new JWTClaimsSet.Builder(TestKeys.claims(this.issuer.uri(), Map.of())).issueTime(null)
			.build();
		assertInvalid(refusal(authorization("Bearer " + TestKeys.sign(TestKeys.RSA, header(), without).serialize())),
				"claims");
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonIsANameAndASentence(TokenReason reason) {
		assertThat(reason.id()).matches("[a-z]+(-[a-z]+)*");
		assertThat(reason.sentence()).matches("The token[^\"\\\\]*\\.");
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

	private Refusal refusal(Map<String, Object> claims) {
		return refusal(authorization("Bearer " + token(claims)));
	}

	private Refusal refusal(HttpHeaders headers) {
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.check.verify(headers).block());
		assertThat(refusal).as("refusal of %s", headers).isNotNull();
		return refusal;
	}

	private static void assertInvalid(Refusal refusal, String reason) {
		assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TOKEN);
		assertThat(refusal.reason()).isEqualTo(reason);
		assertThat(RefusalParts.headers(refusal)).containsEntry("WWW-Authenticate",
				"Bearer realm=\"gatehouse\", error=\"invalid_token\", error_description=\"" + refusal.detail() + "\"");
	}

	private String token(Map<String, Object> claims) {
		return TestKeys.sign(TestKeys.RSA, header(), TestKeys.claims(this.issuer.uri(), claims)).serialize();
	}

	private static JWSHeader header() {
		return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").type(new JOSEObjectType("at+jwt")).build();
	}

	private static HttpHeaders authorization(String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.add("Authorization", value);
		return headers;
	}

}
