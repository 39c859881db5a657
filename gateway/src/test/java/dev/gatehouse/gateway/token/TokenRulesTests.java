package dev.gatehouse.gateway.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/** What a verified token must say, and the reason when it does not. */
class TokenRulesTests {

	private static final String ISSUER = "https://issuer.example/realms/bank";

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final Map<String, Object> headers = new HashMap<>(Map.of("alg", "RS256", "typ", "at+jwt"));

	private final Map<String, Object> claims = new HashMap<>(Map.of("iss", ISSUER, "aud", List.of("bank-gateway"),
			"sub", "acme", "jti", "1", "client_id", "acme", "iat", NOW.minusSeconds(10), "exp", NOW.plusSeconds(290)));

	private IssuerSettings.Profile profile = IssuerSettings.Profile.RFC9068;

	private Duration skew = Duration.ofSeconds(30);

	@Test
	void goodTokenKeepsEveryRule() {
		assertGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt" })
	void accessTokenTypeOfRfc9068IsTaken(String type) {
		this.headers.put("typ", type);
		assertGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "", "at+jwt ", "x-at+jwt", "text/at+jwt", "dpop+jwt", "logout+jwt", "null" })
	void anotherTypeIsNoAccessToken(String type) {
		this.headers.put("typ", type);
		assertBroken(TokenReason.TYPE);
	}

	@Test
	void missingTypeIsNoAccessToken() {
		this.headers.remove("typ");
		assertBroken(TokenReason.TYPE);
	}

	@ParameterizedTest
	@CsvSource({ "JWT, Bearer, true", "jwt, Bearer, true", "JWT, bearer, false", "JWT, ID, false",
			"JWT, Refresh, false", "JWT, , false", "at+jwt, Bearer, false", ", Bearer, false" })
	void profileOfKeycloakAsksForItsOwnMarks(@Nullable String header, @Nullable String claim, boolean isTaken) {
		this.profile = IssuerSettings.Profile.KEYCLOAK;
		put(this.headers, "typ", header);
		put(this.claims, "typ", claim);
		assertThat(broken()).isEqualTo(isTaken ? null : TokenReason.TYPE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example/realms/bank/", "https://issuer.example/realms/other",
			"http://issuer.example/realms/bank", "https://ISSUER.example/realms/bank", "https://issuer.example", "" })
	void anotherIssuerIsRefused(String issuer) {
		this.claims.put("iss", issuer);
		assertBroken(TokenReason.ISSUER);
	}

	@Test
	void missingIssuerIsRefused() {
		this.claims.remove("iss");
		assertBroken(TokenReason.ISSUER);
	}

	@Test
	void audienceIsOneOfSeveralOrTheOnlyOne() {
		this.claims.put("aud", List.of("other", "bank-gateway"));
		assertGood();
		this.claims.put("aud", "bank-gateway");
		assertGood();
	}

	@Test
	void anotherAudienceIsRefused() {
		for (Object audience : List.of(List.of("other"), List.of(), "other", "bank-gateway other", "Bank-Gateway", "",
				7)) {
			this.claims.put("aud", audience);
			assertBroken(TokenReason.AUDIENCE);
		}
		this.claims.remove("aud");
		assertBroken(TokenReason.AUDIENCE);
	}

	@ParameterizedTest
	@CsvSource({ "30, -29, true", "30, -30, false", "30, -31, false", "0, 1, true", "0, 0, false", "30, 86400, true" })
	void tokenIsGoodUntilItExpiresAndAsLongAsClocksMayDiffer(int skew, int expiresIn, boolean isGood) {
		this.skew = Duration.ofSeconds(skew);
		this.claims.put("iat", NOW.minusSeconds(300));
		this.claims.put("exp", NOW.plusSeconds(expiresIn));
		assertThat(broken()).isEqualTo(isGood ? null : TokenReason.EXPIRED);
	}

	@Test
	void lastNanosecondCounts() {
		this.claims.put("iat", NOW.minusSeconds(300));
		this.claims.put("exp", NOW.minusSeconds(30).plusNanos(1));
		assertGood();
	}

	@ParameterizedTest
	@CsvSource({ "nbf, 30, true", "nbf, 31, false", "nbf, -100, true", "iat, 30, true", "iat, 31, false" })
	void tokenIsNotGoodBeforeItsTime(String claim, int in, boolean isGood) {
		this.claims.put(claim, NOW.plusSeconds(in));
		assertThat(broken()).isEqualTo(isGood ? null : TokenReason.NOT_YET_VALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exp", "iat", "sub", "jti", "client_id" })
	void claimThatMustBeThereIsMissed(String claim) {
		this.claims.remove(claim);
		assertBroken(TokenReason.CLAIMS);
	}

	@Test
	void claimOfAnotherKindIsRefused() {
		for (String claim : List.of("sub", "jti", "client_id")) {
			for (Object value : List.of("", " ", 7, List.of("acme"), Map.of("a", "b"), true)) {
				Object before = this.claims.put(claim, value);
				assertBroken(TokenReason.CLAIMS);
				put(this.claims, claim, before);
			}
		}
	}

	@Test
	void twoNamesOfTheClientMustBeOne() {
		this.claims.put("azp", "acme");
		assertGood();
		for (Object party : List.of("globex", "", "Acme", 7, List.of("acme"))) {
			this.claims.put("azp", party);
			assertBroken(TokenReason.CLAIMS);
		}
	}

	@Test
	void profileOfKeycloakTakesTheAuthorizedPartyAlone() {
		this.profile = IssuerSettings.Profile.KEYCLOAK;
		this.headers.put("typ", "JWT");
		this.claims.put("typ", "Bearer");
		this.claims.remove("client_id");
		assertBroken(TokenReason.CLAIMS);
		this.claims.put("azp", "acme");
		assertGood();
	}

	@Test
	void boundTokenIsRefusedAsAPlainOne() {
		this.claims.put("cnf", Map.of("x5t#S256", "x"));
		assertBroken(TokenReason.BINDING);
		this.claims.put("cnf", "x");
		assertBroken(TokenReason.BINDING);
	}

	@Test
	void firstRuleThatIsBrokenGivesTheReason() {
		this.headers.put("typ", "JWT");
		this.claims.put("iss", "other");
		this.claims.put("aud", "other");
		this.claims.put("iat", NOW.minusSeconds(600));
		this.claims.put("exp", NOW.minusSeconds(300));
		this.claims.remove("sub");
		assertBroken(TokenReason.TYPE);
		this.headers.put("typ", "at+jwt");
		assertBroken(TokenReason.ISSUER);
		this.claims.put("iss", ISSUER);
		assertBroken(TokenReason.AUDIENCE);
		this.claims.put("aud", "bank-gateway");
		assertBroken(TokenReason.EXPIRED);
		this.claims.put("exp", NOW.plusSeconds(300));
		assertBroken(TokenReason.CLAIMS);
	}

	private void assertGood() {
		assertThat(broken()).isNull();
	}

	private void assertBroken(TokenReason reason) {
		assertThat(broken()).isEqualTo(reason);
	}

	private @Nullable TokenReason broken() {
		IssuerSettings settings = new IssuerSettings(
				new IssuerSettings.Issuer(ISSUER, null, this.profile, List.of("RS256"), this.skew,
						Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofSeconds(2)),
				"bank-gateway");
		Jwt token = Jwt.withTokenValue("token")
			.headers((all) -> all.putAll(this.headers))
			.claims((all) -> all.putAll(this.claims))
			.build();
		OAuth2TokenValidatorResult result = new TokenRules(settings, Clock.fixed(NOW, ZoneOffset.UTC)).validate(token);
		return result.hasErrors()
				? TokenReason.valueOf(String.valueOf(result.getErrors().iterator().next().getDescription())) : null;
	}

	private static void put(Map<String, Object> map, String name, @Nullable Object value) {
		if (value != null) {
			map.put(name, value);
		}
		else {
			map.remove(name);
		}
	}

}
