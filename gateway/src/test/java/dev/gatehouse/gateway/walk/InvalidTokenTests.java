package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.checklist.Checks;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Every reason of {@code invalid-token}. */
@Checks({ "A-31", "A-33", "A-34", "A-38", "A-39", "A-41", "A-43", "A-44", "A-45", "A-151", "A-152" })
@OpenBank
class InvalidTokenTests {

	/** The reasons of tokens whose signature was not verified. */
	private static final Set<String> UNVERIFIED = Set.of("malformed", "algorithm", "unknown-key", "signature",
			"issuer");

	private final Bank bank;

	InvalidTokenTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesAService() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "undefined", "a.b.c", "a.b.c.d.e", "..", "{}", "e30.e30.", "e30.e30.e30=", " e30.e30.e30" })
	void whatIsNoSignedJwtIsMalformed(String text) {
		assertRefused(text, "malformed");
	}

	@Test
	void unsignedTokenHasNoAlgorithmThatIsAccepted() {
		TestTokens token = this.bank.token().header("alg", "none");
		assertRefused(token.text().replaceFirst("[^.]+$", ""), "algorithm");
	}

	@Test
	void tokenAboveEightKilobytesIsMalformed() {
		assertRefused(this.bank.token().claim("more", "x".repeat(8 * 1024)).text(), "malformed");
	}

	@Test
	void changedClaimsBreakTheSignature() {
		String[] parts = this.bank.token().text().split("\\.", -1);
		String claims = new Base64URL(parts[1]).decodeToString().replace(Bank.ACME, "globex-reader");
		assertRefused(parts[0] + "." + Base64URL.encode(claims) + "." + parts[2], "signature");
	}

	@Test
	void partnersThatMustBindTheirTokensAreRefusedAPlainOne() {
		assertRefused(this.bank.token().client("stark-mtls").text(), "binding");
		assertRefused(this.bank.token().client("wayne-dpop").text(), "binding");
	}

	static Stream<Arguments> wrongTokens() {
		long now = Instant.now().getEpochSecond();
		byte[] published = Keys.RSA.getModulus().decode();
		return Stream.of(
				wrong("algorithm", "HMAC with the public key",
						(t) -> t.signedBy(new OctetSequenceKey.Builder(published).keyID("rsa-1").build(),
								JWSAlgorithm.HS256)),
				wrong("algorithm", "RS384", (t) -> t.signedBy(Keys.RSA, JWSAlgorithm.RS384)),
				wrong("algorithm", "the key is for another", (t) -> t.header("kid", Keys.EC.getKeyID())),
				wrong("unknown-key", "never published", (t) -> t.header("kid", "who")),
				wrong("unknown-key", "no kid", (t) -> t.withoutHeader("kid")),
				wrong("unknown-key", "brings its own",
						(t) -> t.signedBy(Keys.NEXT, JWSAlgorithm.RS256)
							.header("jwk", Keys.NEXT.toPublicJWK().toJSONObject())),
				wrong("unknown-key", "for encryption", (t) -> t.signedBy(Keys.ENCRYPTION, JWSAlgorithm.RS256)),
				wrong("unknown-key", "too short", (t) -> t.signedBy(Keys.SHORT, JWSAlgorithm.RS256)),
				wrong("signature", "of a forged key", (t) -> t.signedBy(Keys.FORGED, JWSAlgorithm.RS256)),
				wrong("malformed", "crit", (t) -> t.header("crit", List.of("x")).header("x", 1)),
				wrong("malformed", "b64", (t) -> t.header("crit", List.of("b64")).header("b64", false)),
				wrong("type", "JWT", (t) -> t.type("JWT")), wrong("type", "none", (t) -> t.withoutHeader("typ")),
				wrong("type", "ID token", (t) -> t.type("JWT").claim("typ", "ID")),
				wrong("type", "ID token in disguise", (t) -> t.claim("typ", "ID")),
				wrong("issuer", "another", (t) -> t.claim("iss", "http://127.0.0.1/realms/other")),
				wrong("issuer", "none", (t) -> t.without("iss")),
				wrong("audience", "another", (t) -> t.claim("aud", "account")),
				wrong("audience", "none", (t) -> t.without("aud")),
				wrong("audience", "longer", (t) -> t.claim("aud", "x" + Bank.AUDIENCE)),
				wrong("expired", "beyond the skew", (t) -> t.expiredFor(31)),
				wrong("expired", "long ago", (t) -> t.claim("iat", 0).claim("exp", 1)),
				wrong("expired", "ends before it begins", (t) -> t.claim("exp", 1)),
				wrong("not-yet-valid", "nbf", (t) -> t.notBefore(60)),
				wrong("not-yet-valid", "iat", (t) -> t.claim("iat", now + 60)),
				wrong("claims", "no exp", (t) -> t.without("exp")), wrong("claims", "no iat", (t) -> t.without("iat")),
				wrong("claims", "no jti", (t) -> t.without("jti")), wrong("claims", "no sub", (t) -> t.without("sub")),
				wrong("claims", "no client", (t) -> t.without("client_id")),
				wrong("claims", "client is no text", (t) -> t.claim("client_id", List.of("a"))),
				wrong("claims", "two clients", (t) -> t.claim("azp", "globex-reader")),
				wrong("claims", "sub is a number", (t) -> t.claim("sub", 7)),
				wrong("claims", "lives for ever", (t) -> t.claim("exp", now + 10L * 365 * 86400)),
				wrong("claims", "blank jti", (t) -> t.claim("jti", " ")),
				wrong("binding", "mTLS", (t) -> t.claim("cnf", Map.of("x5t#S256", "x"))),
				wrong("binding", "DPoP", (t) -> t.claim("cnf", Map.of("jkt", "x"))),
				wrong("binding", "cnf is empty", (t) -> t.claim("cnf", Map.of())),
				wrong("binding", "cnf is null", (t) -> t.claim("cnf", null)),
				wrong("binding", "cnf is no object", (t) -> t.claim("cnf", "x")));
	}

	/** Header and payload as no library would write them, properly signed. */
	static Stream<Arguments> hostileTexts() {
		String deep = "[".repeat(1000) + "]".repeat(1000);
		String head = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"";
		return Stream.of(hostile("deep header", head + ",\"x\":" + deep + "}", null),
				hostile("deep payload", null, "\"x\":" + deep),
				hostile("kid twice", head + ",\"kid\":\"rsa-1\"}", null),
				hostile("alg twice", head + ",\"alg\":\"none\"}", null),
				hostile("client twice", null, "\"client_id\":\"globex-reader\""),
				hostile("exp twice", null, "\"exp\":9999999999"),
				hostile("two thousand numbers", null, "\"x\":[" + "1,".repeat(2000) + "1]"),
				hostile("number of a thousand digits", null, "\"x\":" + "9".repeat(1000)),
				hostile("half a surrogate pair", null, "\"x\":\"\\ud800\""), hostile("NaN", null, "\"x\":NaN"),
				hostile("text after the header", head + "}x", null),
				hostile("mark before the header", "\ufeff" + head + "}", null), hostile("no header", "[]", null),
				hostile("crit is no list", head + ",\"crit\":\"exp\"}", null),
				hostile("token of tokens", head + ",\"cty\":\"JWT\"}", null));
	}

	private static Arguments hostile(String what, @Nullable String header, @Nullable String claim) {
		return argumentSet(what, header, claim);
	}

	@Checks({ "A-46", "A-48", "A-51", "A-53" })
	@ParameterizedTest
	@MethodSource("hostileTexts")
	void hostileTextIsMalformedInNoTime(@Nullable String header, @Nullable String claim) {
		TestTokens token = this.bank.token();
		String claims = (claim != null)
				? token.claimsText().replaceFirst("}$", "," + Matcher.quoteReplacement(claim) + "}")
				: token.claimsText();
		assertRefused(token.sign((header != null) ? header : token.headerText(), claims), "malformed");
	}

	@Checks("A-50")
	@Test
	void encryptedTokenIsNotLookedInto() {
		String bomb = Base64URL
			.encode("{\"alg\":\"PBES2-HS512+A256KW\",\"p2c\":2147483647,\"p2s\":\"AAAAAAAAAAA\",\"enc\":\"A256GCM\"}")
			.toString();
		assertRefused(bomb + ".AAAA.AAAA.AAAA.AAAA", "malformed");
		assertRefused(bomb + ".AAAA.AAAA", "algorithm");
	}

	/** Every claim in every kind of value: good, refused, or without a scope. */
	@Checks("A-46")
	@ParameterizedTest
	@ValueSource(
			strings = { "iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "azp", "scope", "typ", "cnf" })
	void claimOfAnyKindIsAnswered(String claim) {
		for (Object value : Arrays.asList("", "text", 7, -1, 1.5, Long.MAX_VALUE, 1e300, true, null, List.of(),
				List.of("a"), List.of(List.of("a")), Map.of(), Map.of("a", "b"))) {
			Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token().claim(claim, value)));
			Assertions.assertThat(answer.status()).as("%s: %s", claim, value).isIn(200, 401, 403);
		}
		this.bank.reset();
	}

	private static Arguments wrong(String reason, String why, UnaryOperator<TestTokens> change) {
		return argumentSet(reason + ": " + why, reason, change);
	}

	@ParameterizedTest
	@MethodSource("wrongTokens")
	@Checks({ "A-66", "A-67", "A-82", "A-134" })
	void wrongTokenIsRefusedWithItsReasonAndBelievedInTheRecordOnlyIfItsIssuerSignedIt(String reason,
			UnaryOperator<TestTokens> change) {
		Answer answer = assertRefused(change.apply(this.bank.token()).text(), reason);
		JsonNode record = this.bank.audit().of(answer);
		assertThat(record.get("decision").asString()).isEqualTo("invalid-token");
		assertThat(record.get("reason").asString()).isEqualTo(reason);
		if (UNVERIFIED.contains(reason)) {
			assertNobodys(record);
		}
		else {
			assertThat(record.get("keyId").asString()).isEqualTo(Keys.RSA.getKeyID());
		}
	}

	private static void assertNobodys(JsonNode record) {
		for (String member : List.of("client", "tokenId", "keyId")) {
			assertThat(record.get(member).isNull()).as(member).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("tokensOfAcme")
	void refusedTokenThatItsIssuerSignedIsRecordedWithItsClientAndId(String reason, UnaryOperator<TestTokens> change) {
		TestTokens token = change.apply(this.bank.token().claim("jti", "id-of-this"));
		JsonNode record = this.bank.audit().of(assertRefused(token.text(), reason));
		assertThat(record.get("client").asString()).isEqualTo(Bank.ACME);
		assertThat(record.get("tokenId").asString()).isEqualTo("id-of-this");
		assertThat(record.get("keyId").asString()).isEqualTo(Keys.RSA.getKeyID());
		JsonNode forged = this.bank.audit()
			.of(assertRefused(token.signatureBy(Keys.FORGED, JWSAlgorithm.RS256).text(), "signature"));
		assertNobodys(forged);
	}

	static Stream<Arguments> tokensOfAcme() {
		return Stream.of(wrong("expired", "beyond the skew", (t) -> t.expiredFor(31)),
				wrong("not-yet-valid", "nbf", (t) -> t.notBefore(60)),
				wrong("audience", "another", (t) -> t.claim("aud", "account")),
				wrong("type", "ID token", (t) -> t.claim("typ", "ID")),
				wrong("claims", "no sub", (t) -> t.without("sub")),
				wrong("claims", "the other name of the client", (t) -> t.without("client_id").claim("azp", Bank.ACME)),
				wrong("binding", "cnf is empty", (t) -> t.claim("cnf", Map.of())));
	}

	/** Neither one of two names nor one that is no text is a client's. */
	@Test
	void refusedTokenThatNamesNoClientInOneVoiceIsRecordedWithItsIdAlone() {
		for (TestTokens token : List.of(this.bank.token().claim("azp", "globex-reader"),
				this.bank.token().claim("client_id", 7), this.bank.token().without("client_id").without("azp"),
				this.bank.token().claim("client_id", List.of(Bank.ACME)))) {
			JsonNode record = this.bank.audit().of(assertRefused(token.claim("jti", "whose").text(), "claims"));
			assertThat(record.get("client").isNull()).isTrue();
			assertThat(record.get("tokenId").asString()).isEqualTo("whose");
		}
		JsonNode record = this.bank.audit()
			.of(assertRefused(this.bank.token().claim("jti", Map.of()).text(), "claims"));
		assertThat(record.get("client").asString()).isEqualTo(Bank.ACME);
		assertThat(record.get("tokenId").isNull()).isTrue();
	}

	private Answer assertRefused(String token, String reason) {
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(token));
		assertThat(answer).isInvalidToken(reason);
		return answer;
	}

}
