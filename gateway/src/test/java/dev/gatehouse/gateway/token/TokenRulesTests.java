package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.checklist.Checks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a token must say, and the reason when it does not. */
@Checks({ "A-152", "A-153" })
class TokenRulesTests {

	/**
	 * That of RFC 8705, section 3.1, but for the last two bits, which encode nothing: no
	 * certificate has the one that is printed there.
	 */
	private static final String THUMBPRINT = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg0";

	private static final String ISSUER = "https://issuer.example/realms/bank";

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final long SECOND = NOW.getEpochSecond();

	private final TestToken token = TestToken.at(ISSUER, NOW);

	private final TestSettings settings = new TestSettings(ISSUER);

	private Instant now = NOW;

	@Test
	void goodTokenKeepsEveryRule() {
		assertGood();
	}

	@Checks({ "A-40", "A-140" })
	@ParameterizedTest
	@ValueSource(strings = { "at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt" })
	void accessTokenTypeOfRfc9068IsTaken(String type) {
		this.token.header("typ", type);
		assertGood();
	}

	@Checks({ "A-40", "A-41" })
	@ParameterizedTest
	@ValueSource(strings = { "JWT", "", "at+jwt ", " at+jwt", "x-at+jwt", "text/at+jwt", "at+jwt;x", "at+jwt\0",
			"dpop+jwt", "logout+jwt", "kb+jwt", "secevent+jwt", "token-introspection+jwt", "oauth-authz-req+jwt",
			"client-authentication+jwt", "ID", "null" })
	void anotherTypeIsNoAccessToken(String type) {
		this.token.header("typ", type);
		assertBroken(TokenReason.TYPE);
	}

	@Test
	void typeThatIsMissingOrNoTextIsNoAccessToken() {
		for (Object type : Arrays.asList(null, 7, true, List.of("at+jwt"), Map.of("at+jwt", 1))) {
			this.token.header("typ", type);
			assertBroken(TokenReason.TYPE);
		}
		this.token.withoutHeader("typ");
		assertBroken(TokenReason.TYPE);
	}

	@Checks("A-41")
	@ParameterizedTest
	@ValueSource(strings = { "ID", "Refresh", "Offline", "Logout", "JWT", "bearer", "", "Serialized-ID", "DPoP" })
	void payloadMustNotTellOfAnotherType(String type) {
		this.token.claim("typ", type);
		assertBroken(TokenReason.TYPE);
	}

	@Test
	void payloadMayTellOfTheSameType() {
		this.token.claim("typ", "Bearer");
		assertGood();
		this.token.claim("typ", "DPoP").claim("cnf", Map.of("jkt", "x"));
		assertBroken(TokenReason.BINDING);
	}

	@Checks({ "A-40", "A-41" })
	@ParameterizedTest
	@CsvSource({ "JWT, Bearer, true", "jwt, Bearer, true", "JWT, bearer, false", "JWT, ID, false",
			"JWT, Refresh, false", "JWT, Offline, false", "JWT, Logout, false", "JWT, DPoP, false", "JWT, , false",
			"at+jwt, Bearer, false", ", Bearer, false", "ID, ID, false", "logout+jwt, Bearer, false" })
	void profileOfKeycloakAsksForItsOwnMarks(@Nullable String header, @Nullable String claim, boolean isTaken) {
		this.settings.profile(IssuerSettings.Profile.KEYCLOAK);
		this.token.header("typ", header).claim("typ", claim);
		assertThat(broken()).isEqualTo(isTaken ? null : TokenReason.TYPE);
	}

	@Checks("A-38")
	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example/realms/bank/", "https://issuer.example/realms/other",
			"http://issuer.example/realms/bank", "https://ISSUER.example/realms/bank", "https://issuer.example", "",
			"https://issuer.example:443/realms/bank", "https://issuer.example/realms/bank#",
			" https://issuer.example/realms/bank" })
	void anotherIssuerIsRefused(String issuer) {
		this.token.claim("iss", issuer);
		assertBroken(TokenReason.ISSUER);
	}

	@Checks({ "A-38", "A-43" })
	@Test
	void missingIssuerIsRefused() {
		this.token.without("iss");
		assertBroken(TokenReason.ISSUER);
	}

	@Checks("A-39")
	@Test
	void audienceIsOneOfSeveralOrTheOnlyOne() {
		this.token.claim("aud", List.of("other", "bank-gateway"));
		assertGood();
		this.token.claim("aud", "bank-gateway");
		assertGood();
	}

	@Checks("A-39")
	@Test
	void anotherAudienceIsRefused() {
		for (Object audience : Arrays.asList(List.of("other"), List.of(), "other", "bank-gateway other", "Bank-Gateway",
				"account", "", "bank-gateway/", 7, null, true, Map.of("bank-gateway", 1),
				List.of(List.of("bank-gateway")), List.of("bank-gateway", 7), Arrays.asList("bank-gateway", null))) {
			this.token.claim("aud", audience);
			assertBroken(TokenReason.AUDIENCE);
		}
		this.token.without("aud");
		assertBroken(TokenReason.AUDIENCE);
	}

	/** The boundaries: seconds from exp to now, at two widths of the skew. */
	@Checks("A-42")
	@ParameterizedTest
	@CsvSource({ "30, -1, true", "30, 0, true", "30, 1, true", "30, 29, true", "30, 30, false", "30, 31, false",
			"0, -1, true", "0, 0, false", "0, 1, false" })
	void tokenIsGoodUntilItExpiresAndAsLongAsClocksMayDiffer(int skew, int late, boolean isGood) {
		this.settings.skew(Duration.ofSeconds(skew));
		this.now = NOW.plusSeconds(290 + late);
		assertThat(broken()).isEqualTo(isGood ? null : TokenReason.EXPIRED);
	}

	@Test
	void lastMillisecondCounts() {
		this.now = NOW.plusSeconds(290 + 30).minusMillis(1);
		assertGood();
		this.now = NOW.plusSeconds(290 + 30);
		assertBroken(TokenReason.EXPIRED);
	}

	@Test
	void fractionOfASecondCounts() {
		this.token.claim("exp", SECOND + 0.5);
		this.now = NOW.plusSeconds(30).plusMillis(499);
		assertGood();
		this.now = NOW.plusSeconds(30).plusMillis(500);
		assertBroken(TokenReason.EXPIRED);
	}

	@Checks({ "A-44", "A-45" })
	@ParameterizedTest
	@CsvSource({ "nbf, 29, true", "nbf, 30, true", "nbf, 31, false", "nbf, 0, true", "nbf, -100, true", "iat, 29, true",
			"iat, 30, true", "iat, 31, false" })
	void tokenIsNotGoodBeforeItsTime(String claim, int in, boolean isGood) {
		this.token.claim(claim, SECOND + in);
		assertThat(broken()).isEqualTo(isGood ? null : TokenReason.NOT_YET_VALID);
	}

	@Checks("A-45")
	@Test
	void lifetimeIsBounded() {
		this.settings.maxLifetime(Duration.ofMinutes(5));
		assertGood();
		this.token.claim("exp", SECOND + 290.001);
		assertBroken(TokenReason.CLAIMS);
		this.token.claim("exp", SECOND + 291);
		assertBroken(TokenReason.CLAIMS);
		this.token.claim("exp", 9_999_999_999L);
		assertBroken(TokenReason.CLAIMS);
	}

	@Test
	void tokenThatEndsBeforeItBeginsIsExpiredOrWrong() {
		this.token.claim("exp", 1);
		assertBroken(TokenReason.EXPIRED);
		this.token.claim("iat", SECOND + 10).claim("exp", SECOND + 10);
		assertBroken(TokenReason.CLAIMS);
		this.token.claim("exp", SECOND + 5);
		assertBroken(TokenReason.CLAIMS);
		this.token.claim("exp", SECOND + 11);
		assertGood();
	}

	@Test
	void timeThatIsNoneIsRefused() {
		for (String claim : List.of("exp", "iat", "nbf")) {
			for (Object value : Arrays.asList(null, "" + (SECOND + 100), "soon", true, List.of(SECOND), Map.of(),
					Long.MAX_VALUE, Long.MIN_VALUE, 1e300, -1e300)) {
				TestToken one = TestToken.at(ISSUER, NOW).claim(claim, value);
				assertThat(broken(one)).as("%s %s", claim, value).isEqualTo(TokenReason.CLAIMS);
			}
		}
	}

	@Checks("A-43")
	@ParameterizedTest
	@ValueSource(strings = { "exp", "iat", "sub", "jti", "client_id" })
	void claimThatMustBeThereIsMissed(String claim) {
		this.token.without(claim);
		assertBroken(TokenReason.CLAIMS);
	}

	@Checks("A-46")
	@Test
	void claimOfAnotherKindIsRefused() {
		for (String claim : List.of("sub", "jti", "client_id", "azp")) {
			for (Object value : Arrays.asList("", " ", 7, List.of("acme"), Map.of("a", "b"), true, null)) {
				TestToken one = TestToken.at(ISSUER, NOW).claim(claim, value);
				assertThat(broken(one)).as("%s %s", claim, value).isEqualTo(TokenReason.CLAIMS);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme\0", "acme\r\nX-Client-Id: globex", "acmé", "acme\t", "\u007f", "acme\u2028" })
	void clientThatCannotStandInAHeaderFieldIsRefused(String client) {
		this.token.claim("client_id", client).claim("azp", client);
		assertBroken(TokenReason.CLAIMS);
	}

	@Test
	void twoNamesOfTheClientMustBeOne() {
		this.token.without("azp");
		assertGood();
		for (Object party : Arrays.asList("globex", "", "Acme", 7, List.of("acme"), null)) {
			this.token.claim("azp", party);
			assertBroken(TokenReason.CLAIMS);
		}
	}

	@Test
	void profileOfKeycloakTakesTheAuthorizedPartyAlone() {
		this.settings.profile(IssuerSettings.Profile.KEYCLOAK);
		this.token.header("typ", "JWT").claim("typ", "Bearer").without("client_id");
		assertGood();
		this.token.claim("client_id", null);
		assertBroken(TokenReason.CLAIMS);
		this.token.without("client_id").without("azp");
		assertBroken(TokenReason.CLAIMS);
	}

	@Test
	void tokenMayBeBoundToACertificate() {
		this.token.claim("cnf", Map.of("x5t#S256", THUMBPRINT));
		assertGood();
	}

	@Test
	void tokenIsRefusedThatIsBoundToAnythingElseOrMore() {
		for (Object confirmation : Arrays.asList(Map.of("x5t#S256", "x"), Map.of("x5t#S256", THUMBPRINT + "="),
				Map.of("x5t#S256", THUMBPRINT.replace("dg0", "dg2")), Map.of("x5t#S256", 7),
				Map.of("x5t#S256", THUMBPRINT, "jkt", THUMBPRINT), Map.of("x5t", THUMBPRINT), Map.of("jkt", "x"),
				Map.of(), "x", 7, null, List.of(), true, false)) {
			this.token.claim("cnf", confirmation);
			assertBroken(TokenReason.BINDING);
		}
	}

	@Test
	void firstRuleThatIsBrokenGivesTheReason() {
		this.token.header("typ", "JWT")
			.claim("iss", "other")
			.claim("aud", "other")
			.claim("iat", SECOND - 600)
			.claim("exp", SECOND - 300)
			.without("sub")
			.claim("cnf", "x");
		assertBroken(TokenReason.TYPE);
		this.token.header("typ", "at+jwt");
		assertBroken(TokenReason.ISSUER);
		this.token.claim("iss", ISSUER);
		assertBroken(TokenReason.AUDIENCE);
		this.token.claim("aud", "bank-gateway");
		assertBroken(TokenReason.EXPIRED);
		this.token.claim("exp", SECOND + 300);
		assertBroken(TokenReason.CLAIMS);
		this.token.claim("sub", "acme");
		assertBroken(TokenReason.BINDING);
	}

	/** What is remembered of the time says the same as the rules. */
	@Test
	void validityIsWhatTheRulesSay() {
		for (long notBefore : new long[] { SECOND - 100, SECOND, SECOND + 20 }) {
			TestToken one = TestToken.at(ISSUER, NOW).claim("nbf", notBefore);
			Validity validity = new TokenRules(this.settings.build()).validity(read(one));
			for (int seconds = -200; seconds < 400; seconds++) {
				this.now = NOW.plusSeconds(seconds);
				assertThat(validity.contains(this.now.toEpochMilli())).as("%d s", seconds)
					.isEqualTo(broken(one) == null);
			}
		}
	}

	private void assertGood() {
		assertThat(broken()).isNull();
	}

	private void assertBroken(TokenReason reason) {
		assertThat(broken()).isEqualTo(reason);
	}

	private @Nullable TokenReason broken() {
		return broken(this.token);
	}

	private @Nullable TokenReason broken(TestToken one) {
		return new TokenRules(this.settings.build()).broken(read(one), this.now.toEpochMilli());
	}

	private SignedToken read(TestToken one) {
		return SignedToken.read(one.text(), this.settings.build().issuer());
	}

}
