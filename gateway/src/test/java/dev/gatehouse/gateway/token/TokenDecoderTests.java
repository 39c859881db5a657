package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.checklist.Checks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing in a token is believed before a key of the issuer, of the right kind, has
 * signed it.
 */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class TokenDecoderTests {

	private final AtomicLong nanos = new AtomicLong();

	/** Run once, when the time is asked for next. */
	private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private TokenDecoder decoder;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA, TestKeys.EC, TestKeys.ED);
		decodeWith(new TestSettings(this.issuer.uri()));
		fetch();
	}

	private void decodeWith(TestSettings settings) {
		IssuerSettings built = settings.build();
		this.keys = new IssuerKeys(built.issuer(), new KeyFetch(built.issuer()), null, (keys) -> {
		}, new SimpleMeterRegistry(), InstantSource.system(), this::nanoTime);
		this.decoder = new TokenDecoder(built, this.keys, TestRevocations.NONE, InstantSource.system(),
				Schedulers.immediate());
	}

	@AfterEach
	void close() {
		this.keys.close();
		this.issuer.close();
	}

	@Test
	void tokensOfEveryAlgorithmAreBelieved() {
		assertBelieved(token().signedBy(TestKeys.RSA, "RS256"));
		assertBelieved(token().signedBy(TestKeys.RSA, "PS256"));
		assertBelieved(token().signedBy(TestKeys.EC, "ES256"));
		assertBelieved(token().signedBy(TestKeys.ED, "EdDSA"));
	}

	@Test
	void decodedTokenHasWhatSpringSecurityAsksFor() {
		String token = token().claim("nbf", 1000).claim("nothing", null).header("nothing", null).text();
		Jwt jwt = Objects.requireNonNull(this.decoder.decode(token).block());
		assertThat(jwt.getTokenValue()).isEqualTo(token);
		assertThat(jwt.getIssuer()).hasToString(this.issuer.uri());
		assertThat(jwt.getAudience()).containsExactly("bank-gateway");
		assertThat(jwt.getSubject()).isEqualTo("service-account-acme");
		assertThat(jwt.getNotBefore()).hasToString("1970-01-01T00:16:40Z");
		assertThat(Duration.between(Objects.requireNonNull(jwt.getIssuedAt()), jwt.getExpiresAt())).hasMinutes(5);
		assertThat(jwt.getHeaders()).containsEntry("kid", "rsa-1").doesNotContainKey("nothing");
		assertThat(jwt.getClaims()).doesNotContainKey("nothing");
	}

	@Test
	void decoderOfSpringSecurityAnswersWithErrorsOfItsKind() {
		StepVerifier.create(this.decoder.decode("a.b.c")).verifyError(RefusedTokenException.class);
	}

	@Test
	void tokenOfAnotherKeyUnderTheIssuersIdIsRefused() {
		assertRefused(token().signedBy(TestKeys.ATTACKER, "RS256"), TokenReason.SIGNATURE);
	}

	@Checks("A-31")
	@ParameterizedTest
	@ValueSource(strings = { "RS384", "RS512", "PS384", "PS512" })
	void algorithmThatIsNotOnTheListIsRefused(String algorithm) {
		assertRefused(token().signedBy(TestKeys.RSA, algorithm), TokenReason.ALGORITHM);
	}

	@Checks("A-137")
	@Test
	void algorithmThatTheSettingLeavesOutIsRefused() {
		this.keys.close();
		decodeWith(new TestSettings(this.issuer.uri()).algorithms("PS256", "ES256", "EdDSA"));
		fetch();
		assertRefused(token().signedBy(TestKeys.RSA, "RS256"), TokenReason.ALGORITHM);
		assertBelieved(token().signedBy(TestKeys.RSA, "PS256"));
		assertBelieved(token().signedBy(TestKeys.ED, "EdDSA"));
	}

	@Checks("A-34")
	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512" })
	void publicKeyIsNoSharedSecret(String algorithm) throws Exception {
		byte[] encoded = TestKeys.RSA.toRSAPublicKey().getEncoded();
		OctetSequenceKey secret = new OctetSequenceKey.Builder(encoded).keyID("rsa-1").build();
		assertRefused(token().signedBy(secret, algorithm), TokenReason.ALGORITHM);
	}

	@Checks("A-33")
	@ParameterizedTest
	@ValueSource(strings = { "none", "None", "NONE", "nOnE", "none ", " none", "", "null", "rs256", "Rs256", "RS256 ",
			"ES256K", "ESP256", "Ed25519", "dir", "PBES2-HS256+A128KW", "RSA1_5" })
	void nameThatOnlyResemblesAnAlgorithmIsRefused(String algorithm) {
		TestToken token = token().header("alg", algorithm);
		assertRefused(token, TokenReason.ALGORITHM);
		assertRefused(token.text().replaceFirst("[^.]+$", ""), TokenReason.ALGORITHM);
	}

	@Test
	void tokenWithoutASignatureIsRefused() {
		assertRefused(token().text().replaceFirst("[^.]+$", ""), TokenReason.SIGNATURE);
	}

	@Checks("A-32")
	@Test
	void keyOfAnotherKindThanTheAlgorithmIsRefused() {
		for (String kid : List.of("rsa-1", "ec-1", "ed-1")) {
			for (String algorithm : List.of("RS256", "PS256", "ES256", "EdDSA")) {
				boolean fits = algorithm.equals("ES256") ? kid.equals("ec-1")
						: kid.equals(algorithm.equals("EdDSA") ? "ed-1" : "rsa-1");
				TestToken token = token().header("alg", algorithm).header("kid", kid);
				assertRefused(token.text().replaceFirst("[^.]+$", "AAAA"),
						fits ? TokenReason.SIGNATURE : TokenReason.ALGORITHM);
			}
		}
	}

	@Checks("A-32")
	@Test
	void keyThatNamesItsAlgorithmVerifiesNoOther() {
		this.issuer.publish(new RSAKey.Builder(TestKeys.RSA).algorithm(JWSAlgorithm.PS256).build());
		coolDown();
		fetch();
		assertRefused(token().signedBy(TestKeys.RSA, "RS256"), TokenReason.ALGORITHM);
		assertBelieved(token().signedBy(TestKeys.RSA, "PS256"));
	}

	@Checks("A-48")
	@ParameterizedTest
	@ValueSource(strings = { "\"crit\":[\"exp\"],\"exp\":1", "\"crit\":[]", "\"crit\":null", "\"crit\":\"b64\"",
			"\"crit\":[\"gone\"]", "\"crit\":[\"alg\"]", "\"b64\":false", "\"b64\":false,\"crit\":[\"b64\"]",
			"\"b64\":true,\"crit\":[\"b64\"]", "\"b64\":null", "\"b64\":\"true\"", "\"cty\":\"JWT\"", "\"cty\":\"jwt\"",
			"\"kid\":7", "\"kid\":null", "\"kid\":[\"rsa-1\"]", "\"kid\":{}" })
	void headerThatAsksForMoreOrIsNoneIsRefused(String parameters) {
		String kid = parameters.contains("kid") ? "" : ",\"kid\":\"rsa-1\"";
		assertRefused(token().textWithHeader("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"" + kid + "," + parameters + "}"),
				TokenReason.MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "null", "\"RS256\"", "{\"alg\":null}", "{\"alg\":[\"RS256\"]}",
			"{\"alg\":256}", "{\"typ\":\"at+jwt\"}" })
	void headerWithoutAnAlgorithmIsRefused(String header) {
		assertRefused(token().textWithHeader(header), TokenReason.MALFORMED);
	}

	@Checks({ "A-51", "A-37" })
	@ParameterizedTest
	@ValueSource(strings = { "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"at+jwt\"}",
			"{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"kid\":\"ec-1\",\"typ\":\"at+jwt\"}",
			"\ufeff{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"at+jwt\"}",
			"{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"at+jwt\"} x" })
	void headerWithTwoReadingsIsRefused(String header) {
		assertRefused(token().textWithHeader(header), TokenReason.MALFORMED);
	}

	@Checks({ "A-51", "A-53" })
	@ParameterizedTest
	@ValueSource(strings = { "7", "null", "not json", "", "[]", "{\"exp\":NaN}", "{} {}", "{\"a\":01}" })
	void payloadThatIsNoClaimsIsRefusedBeforeItsSignatureIsLookedAt(String payload) {
		String token = token().textWithClaims(payload);
		assertRefused(token, TokenReason.MALFORMED);
		assertRefused(token.replaceFirst("[^.]+$", "AAAA"), TokenReason.MALFORMED);
	}

	@Test
	void payloadWithTwoReadingsIsRefused() {
		String claims = token().claimsText();
		assertRefused(token().textWithClaims(claims.replace("{", "{\"client_id\":\"globex\",")), TokenReason.MALFORMED);
		assertRefused(token().textWithClaims("\ufeff" + claims), TokenReason.MALFORMED);
		assertRefused(token().textWithClaims(claims + "junk"), TokenReason.MALFORMED);
	}

	@Checks({ "A-49", "A-50" })
	@Test
	void onlyThreePartsAreAToken() {
		String[] parts = token().text().split("\\.", -1);
		for (String text : List.of("", ".", "..", "...", parts[0], parts[1], parts[2], parts[0] + "." + parts[1],
				parts[0] + "." + parts[2], parts[1] + "." + parts[2], parts[0] + ".." + parts[2], parts[0] + "..",
				"." + parts[1] + "." + parts[2], "." + parts[1] + ".", ".." + parts[2],
				parts[0] + "." + parts[1] + "." + parts[2] + ".", "." + parts[0] + "." + parts[1] + "." + parts[2],
				parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[1] + "." + parts[2],
				Base64URL.encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + "....",
				Base64URL.encode("{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":2147483647}") + ".a.b.c.d",
				"{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
						+ "\"}",
				parts[0] + " ." + parts[1] + "." + parts[2], parts[0] + "=." + parts[1] + "." + parts[2],
				parts[0] + "." + parts[1] + "." + parts[2] + "=")) {
			assertRefused(text, TokenReason.MALFORMED);
		}
	}

	/** The last character holds four bits that mean nothing. */
	@Checks("A-49")
	@Test
	void tokenHasOneSpelling() {
		String good = token().text();
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		int last = alphabet.indexOf(good.charAt(good.length() - 1));
		assertBelieved(good);
		for (int other = last + 1; other < last + 16; other++) {
			assertRefused(good.substring(0, good.length() - 1) + alphabet.charAt(other), TokenReason.MALFORMED);
		}
	}

	@Checks("A-13")
	@Test
	void tokenUpToEightKibibytesIsLookedAt() {
		String almost = token().claim("pad", "x".repeat(5000)).text();
		int missing = 8 * 1024 - almost.length();
		assertBelieved(token().claim("pad", "x".repeat(5000 + missing * 3 / 4 - 3)).text());
		assertRefused(token().claim("pad", "x".repeat(5000 + missing * 3 / 4 + 3)).text(), TokenReason.MALFORMED);
	}

	@Checks("A-47")
	@Test
	void keysThatATokenBringsAlongAreNotUsed() {
		String place = this.issuer.uri() + "/attacker";
		TestToken token = token().signedBy(TestKeys.ATTACKER, "RS256")
			.header("jwk", TestKeys.ATTACKER.toPublicJWK().toJSONObject())
			.header("jku", place)
			.header("x5u", place)
			.header("x5c", List.of("MIIB"))
			.header("x5t#S256", "AAAA");
		assertRefused(token, TokenReason.SIGNATURE);
		assertRefused(token.header("kid", "mine"), TokenReason.UNKNOWN_KEY);
		assertThat(this.issuer.requests("/attacker")).isZero();
	}

	@Test
	void parametersThatAreNotUnderstoodAreIgnored() {
		assertBelieved(token().header("jku", this.issuer.uri() + "/keys").header("zip", "DEF").header("b64", true));
	}

	@Checks("A-35")
	@Test
	void tokenThatWasChangedAfterItsSignatureIsRefused() {
		String[] parts = token().text().split("\\.", -1);
		String more = Base64URL.encode(token().claim("scope", "everything").claimsText()).toString();
		assertRefused(parts[0] + "." + more + "." + parts[2], TokenReason.SIGNATURE);
		String other = Base64URL.encode(token().header("x", 1).headerText()).toString();
		assertRefused(other + "." + parts[1] + "." + parts[2], TokenReason.SIGNATURE);
	}

	@Test
	void tokenOfAnotherIssuerNeedsNoKeyAndCausesNoFetch() {
		coolDown();
		assertRefused(token().claim("iss", "https://other.example").header("kid", "other"), TokenReason.ISSUER);
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Checks("A-47")
	@Test
	void tokenWithoutAPossibleKeyIdIsRefusedAndCausesNoFetch() {
		coolDown();
		assertRefused(token().withoutHeader("kid"), TokenReason.UNKNOWN_KEY);
		assertRefused(token().header("kid", ""), TokenReason.UNKNOWN_KEY);
		assertRefused(token().header("kid", "k".repeat(257)), TokenReason.UNKNOWN_KEY);
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Checks("A-47")
	@ParameterizedTest
	@ValueSource(strings = { "../../../../dev/null", "' OR 1=1--", "x\r\nSet-Cookie: a=1", "\0", "rsa-1\0", " rsa-1",
			"RSA-1", "http://127.0.0.1/keys", "${jndi:ldap://127.0.0.1/a}", "rsa-1,ec-1", "*", "%72sa-1" })
	void keyIdIsOnlyLookedUp(String id) {
		assertRefused(token().header("kid", id), TokenReason.UNKNOWN_KEY);
	}

	@Test
	void keyThatTheIssuerHasNewIsFetchedForItsFirstToken() {
		this.issuer.publish(TestKeys.RSA, TestKeys.OTHER_RSA);
		coolDown();
		assertBelieved(token().signedBy(TestKeys.OTHER_RSA, "RS256"));
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	@Test
	void otherKeyUnderTheSameIdIsFetchedForItsFirstToken() {
		this.issuer.publish(TestKeys.ATTACKER);
		coolDown();
		assertBelieved(token().signedBy(TestKeys.ATTACKER, "RS256"));
		assertRefused(token().signedBy(TestKeys.RSA, "RS256"), TokenReason.SIGNATURE);
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	@Test
	void otherAlgorithmOfTheSameKeyIsFetchedForItsFirstToken() {
		this.issuer.publish(new RSAKey.Builder(TestKeys.RSA).algorithm(JWSAlgorithm.RS256).build());
		coolDown();
		fetch();
		this.issuer.publish(new RSAKey.Builder(TestKeys.RSA).algorithm(JWSAlgorithm.PS256).build());
		coolDown();
		assertBelieved(token().signedBy(TestKeys.RSA, "PS256"));
		assertRefused(token().signedBy(TestKeys.RSA, "RS256"), TokenReason.ALGORITHM);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void strangersCauseOneFetchTogether(boolean unknown) {
		coolDown();
		for (int i = 0; i < 20; i++) {
			TestToken token = token().signedBy(TestKeys.ATTACKER, "RS256");
			if (unknown) {
				token.header("kid", "unknown-" + i);
			}
			assertRefused(token, unknown ? TokenReason.UNKNOWN_KEY : TokenReason.SIGNATURE);
		}
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	/** A fetch can end between the look at the old keys and the question for new ones. */
	@Test
	void keyThatArrivesWhileItIsLookedForIsFound() {
		this.issuer.publish(TestKeys.RSA, TestKeys.OTHER_RSA);
		coolDown();
		this.meanwhile.set(this::fetch);
		assertBelieved(token().signedBy(TestKeys.OTHER_RSA, "RS256"));
	}

	@Test
	void withoutAnyKeysNobodyCanTell() {
		this.issuer.answer(LocalIssuer.KEYS, 503, "");
		this.nanos.addAndGet(Duration.ofHours(1).plusNanos(1).toNanos());
		assertUndecided(token());
		assertUndecided(token());
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	/** The key may be a new one that only the issuer could tell of. */
	@Test
	void unknownKeyWhileTheIssuerIsAwayIsUndecided() {
		this.issuer.answer(LocalIssuer.KEYS, 503, "");
		coolDown();
		TestToken token = token().signedBy(TestKeys.OTHER_RSA, "RS256");
		assertUndecided(token);
		assertUndecided(token);
		assertBelieved(token());
		assertRefused(token().signedBy(TestKeys.ATTACKER, "RS256"), TokenReason.SIGNATURE);
		this.issuer.publish(TestKeys.RSA);
		coolDown();
		assertRefused(token, TokenReason.UNKNOWN_KEY);
	}

	@Test
	void onlySoManyWaitForAFetch() {
		CountDownLatch answer = new CountDownLatch(1);
		this.issuer.hold(LocalIssuer.KEYS, answer);
		coolDown();
		String stranger = token().header("kid", "stranger").text();
		List<Disposable> waiting = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			waiting.add(this.decoder.verify(stranger).subscribe((token) -> {
			}, (error) -> {
			}));
		}
		StepVerifier.create(this.decoder.verify(stranger)).verifyError(NoKeysException.class);
		assertBelieved(token());
		waiting.forEach(Disposable::dispose);
		answer.countDown();
		coolDown();
		assertRefused(token().header("kid", "stranger-2"), TokenReason.UNKNOWN_KEY);
	}

	@Checks("A-46")
	@ParameterizedTest
	@ValueSource(strings = { "iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "azp", "scope", "typ", "cnf",
			"act", "acr", "realm_access", "authorization_details" })
	void claimOfAnyKindIsAnswered(String claim) {
		for (Object value : Arrays.asList("", "text", 7, -1, 1.5, Long.MAX_VALUE, 1e300, true, false, null, List.of(),
				List.of("a"), List.of(1), Map.of(), Map.of("a", "b"), List.of(List.of("a")))) {
			TestToken token = token().claim(claim, value);
			Throwable error = this.decoder.decode(token.text())
				.map((jwt) -> new RefusedTokenException(TokenReason.CLAIMS))
				.cast(Throwable.class)
				.onErrorResume(Mono::just)
				.block();
			assertThat(error).as("%s: %s", claim, value).isInstanceOf(RefusedTokenException.class);
		}
	}

	private long nanoTime() {
		Runnable task = this.meanwhile.getAndSet(null);
		if (task != null) {
			task.run();
		}
		return this.nanos.get();
	}

	private void fetch() {
		Objects.requireNonNull(this.keys.ask("fetch-" + this.nanos.get())).join();
	}

	private void coolDown() {
		this.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
	}

	private TestToken token() {
		return TestToken.of(this.issuer.uri());
	}

	private void assertBelieved(TestToken token) {
		assertBelieved(token.text());
	}

	private void assertBelieved(String token) {
		StepVerifier.create(Mono.defer(() -> this.decoder.verify(token)))
			.assertNext((verified) -> assertThat(verified.client()).isEqualTo("acme"))
			.verifyComplete();
	}

	private void assertRefused(TestToken token, TokenReason reason) {
		assertRefused(token.text(), reason);
	}

	private void assertRefused(String token, TokenReason reason) {
		StepVerifier.create(Mono.defer(() -> this.decoder.verify(token)))
			.verifyErrorSatisfies((error) -> assertThat(error).as("%s", token)
				.isInstanceOfSatisfying(RefusedTokenException.class,
						(refused) -> assertThat(refused.reason()).isEqualTo(reason)));
	}

	private void assertUndecided(TestToken token) {
		StepVerifier.create(Mono.defer(() -> this.decoder.verify(token.text()))).verifyError(NoKeysException.class);
	}

}
