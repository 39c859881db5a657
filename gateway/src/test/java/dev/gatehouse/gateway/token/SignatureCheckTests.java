package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing in a token is believed before a key of the issuer, of the right kind, has
 * signed it.
 */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class SignatureCheckTests {

	private final AtomicLong nanos = new AtomicLong();

	/** Run once, when the time is asked for next. */
	private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private SignatureCheck check;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA, TestKeys.EC);
		IssuerSettings.Issuer settings = this.issuer.settings().issuer();
		this.keys = new IssuerKeys(settings, new KeyFetch(settings, new JsonMapper()), new SimpleMeterRegistry(),
				this::nanoTime);
		this.check = new SignatureCheck(settings, this.keys);
		fetch();
	}

	@AfterEach
	void close() {
		this.keys.close();
		this.issuer.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "PS256" })
	void tokenSignedWithTheIssuersRsaKeyIsBelieved(String algorithm) {
		assertBelieved(token(TestKeys.RSA, JWSAlgorithm.parse(algorithm)));
	}

	@Test
	void tokenSignedWithTheIssuersEcKeyIsBelieved() {
		assertBelieved(token(TestKeys.EC, JWSAlgorithm.ES256));
	}

	@Test
	void tokenOfAnotherKeyUnderTheIssuersIdIsRefused() {
		assertRefused(token(TestKeys.ATTACKER, JWSAlgorithm.RS256), TokenReason.SIGNATURE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS384", "RS512", "PS384", "PS512" })
	void algorithmThatIsNotOnTheListIsRefused(String algorithm) {
		assertRefused(token(TestKeys.RSA, JWSAlgorithm.parse(algorithm)), TokenReason.ALGORITHM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512" })
	void publicKeyIsNoSharedSecret(String algorithm) throws JOSEException {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID("rsa-1").build();
		SignedJWT token = new SignedJWT(header, TestKeys.claims(this.issuer.uri(), Map.of()));
		token.sign(new MACSigner(TestKeys.RSA.toRSAPublicKey().getEncoded()));
		assertRefused(token, TokenReason.ALGORITHM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rs256", "Rs256", "RS256 ", "EdDSA", "ES256K", "none ", "NONE" })
	void nameThatOnlyResemblesAnAlgorithmIsRefused(String algorithm) throws ParseException {
		assertRefused(withHeader("{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa-1\"}"), TokenReason.ALGORITHM);
	}

	@Test
	void tokenWithoutSignatureIsRefused() {
		assertRefused(new PlainJWT(TestKeys.claims(this.issuer.uri(), Map.of())), TokenReason.MALFORMED);
	}

	@Test
	void keyOfAnotherKindThanTheAlgorithmIsRefused() throws ParseException {
		assertRefused(withHeader("{\"alg\":\"ES256\",\"kid\":\"rsa-1\"}"), TokenReason.ALGORITHM);
		assertRefused(withHeader("{\"alg\":\"RS256\",\"kid\":\"ec-1\"}"), TokenReason.ALGORITHM);
	}

	@Test
	void keyThatNamesItsAlgorithmVerifiesNoOther() {
		this.issuer.publish(new RSAKey.Builder(TestKeys.RSA).algorithm(JWSAlgorithm.PS256).build());
		this.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
		fetch();
		assertRefused(token(TestKeys.RSA, JWSAlgorithm.RS256), TokenReason.ALGORITHM);
		assertBelieved(token(TestKeys.RSA, JWSAlgorithm.PS256));
	}

	@Test
	void criticalHeaderIsRefused() {
		JWSHeader header = header().criticalParams(Set.of("exp")).customParam("exp", 1).build();
		assertRefused(received(TestKeys.token(this.issuer.uri(), TestKeys.RSA, header)), TokenReason.MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"b64\":false", "\"b64\":false,\"crit\":[\"b64\"]" })
	void unencodedPayloadIsRefused(String parameters) throws ParseException {
		assertRefused(withHeader("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + parameters + "}"), TokenReason.MALFORMED);
	}

	@Test
	void tokenWithinATokenIsRefused() throws ParseException {
		assertRefused(withHeader("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"cty\":\"JWT\"}"), TokenReason.MALFORMED);
	}

	@Test
	void payloadThatBeginsWithAByteOrderMarkIsRefused() throws Exception {
		JWSObject object = new JWSObject(header().build(), new Payload("\uFEFF{\"iss\":\"x\"}"));
		object.sign(new RSASSASigner(TestKeys.RSA));
		assertRefused(SignedJWT.parse(object.serialize()), TokenReason.MALFORMED);
	}

	@Test
	void keysThatATokenBringsAlongAreNotUsed() throws Exception {
		JWSHeader header = header().jwk(TestKeys.ATTACKER.toPublicJWK())
			.jwkURL(URI.create(this.issuer.uri() + "/attacker"))
			.x509CertURL(URI.create(this.issuer.uri() + "/attacker"))
			.build();
		assertRefused(received(TestKeys.token(this.issuer.uri(), TestKeys.ATTACKER, header)), TokenReason.SIGNATURE);
		assertThat(this.issuer.requests("/attacker")).isZero();
	}

	@Test
	void tokenThatWasChangedAfterItsSignatureIsRefused() throws Exception {
		SignedJWT token = token(TestKeys.RSA, JWSAlgorithm.RS256);
		String[] parts = token.serialize().split("\\.", -1);
		JWTClaimsSet more = TestKeys.claims(this.issuer.uri(), Map.of("scope", "everything"));
		String payload = Base64URL.encode(more.toString()).toString();
		assertRefused(JWTParser.parse(parts[0] + "." + payload + "." + parts[2]), TokenReason.SIGNATURE);
		assertRefused(JWTParser.parse(parts[0] + "." + parts[1] + ".AAAA"), TokenReason.SIGNATURE);
	}

	@Test
	void ecSignatureInAnotherEncodingIsRefused() throws Exception {
		String[] parts = token(TestKeys.EC, JWSAlgorithm.ES256).serialize().split("\\.", -1);
		String der = Base64URL.encode(ECDSA.transcodeSignatureToDER(new Base64URL(parts[2]).decode())).toString();
		assertRefused(JWTParser.parse(parts[0] + "." + parts[1] + "." + der), TokenReason.SIGNATURE);
		String zero = Base64URL.encode(new byte[64]).toString();
		assertRefused(JWTParser.parse(parts[0] + "." + parts[1] + "." + zero), TokenReason.SIGNATURE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "null", "not json", "{\"exp\":\"soon\"}", "{\"aud\":[[\"a\"]]}", "{\"aud\":{}}",
			"{\"iat\":[]}", "" })
	void signedPayloadThatIsNoClaimsIsRefused(String payload) throws Exception {
		JWSObject object = new JWSObject(header().build(), new Payload(payload));
		object.sign(new RSASSASigner(TestKeys.RSA));
		assertRefused(SignedJWT.parse(object.serialize()), TokenReason.CLAIMS);
	}

	@Test
	void tokenWithoutKeyIdIsRefusedAndCausesNoFetch() throws ParseException {
		this.nanos.addAndGet(Duration.ofHours(1).toNanos());
		assertRefused(withHeader("{\"alg\":\"RS256\"}"), TokenReason.UNKNOWN_KEY);
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Test
	void keyThatTheIssuerHasNewIsFetchedForItsFirstToken() {
		this.issuer.publish(TestKeys.RSA, TestKeys.OTHER_RSA);
		this.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
		assertBelieved(token(TestKeys.OTHER_RSA, JWSAlgorithm.RS256));
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	@Test
	void unknownKeyIsRefusedAfterOneFetchForAllOfThem() {
		this.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
		for (int i = 0; i < 20; i++) {
			RSAKey unknown = new RSAKey.Builder(TestKeys.OTHER_RSA).keyID("unknown-" + i).build();
			assertRefused(token(unknown, JWSAlgorithm.RS256), TokenReason.UNKNOWN_KEY);
		}
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	/** A fetch can end between the look at the old keys and the question for new ones. */
	@Test
	void keyThatArrivesWhileItIsLookedForIsFound() {
		this.issuer.publish(TestKeys.RSA, TestKeys.OTHER_RSA);
		this.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
		this.meanwhile.set(this::fetch);
		assertBelieved(token(TestKeys.OTHER_RSA, JWSAlgorithm.RS256));
	}

	@Test
	void withoutAnyKeysNobodyCanTell() {
		this.issuer.answer(LocalIssuer.KEYS, 503, "");
		this.nanos.addAndGet(Duration.ofHours(1).plusNanos(1).toNanos());
		SignedJWT token = token(TestKeys.RSA, JWSAlgorithm.RS256);
		StepVerifier.create(this.check.convert(token)).verifyError(NoKeysException.class);
		StepVerifier.create(this.check.convert(token)).verifyError(NoKeysException.class);
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	private long nanoTime() {
		Runnable task = this.meanwhile.getAndSet(null);
		if (task != null) {
			task.run();
		}
		return this.nanos.get();
	}

	private void fetch() {
		Objects.requireNonNull(this.keys.ask()).join();
	}

	private SignedJWT token(JWK key, JWSAlgorithm algorithm) {
		return received(TestKeys.token(this.issuer.uri(), key, algorithm));
	}

	/**
	 * A token with this header and some signature, for what is decided before any
	 * signature.
	 */
	private JWT withHeader(String header) throws ParseException {
		String[] parts = token(TestKeys.RSA, JWSAlgorithm.RS256).serialize().split("\\.", -1);
		return SignedJWT.parse(Base64URL.encode(header) + "." + parts[1] + "." + parts[2]);
	}

	/** As it comes over the wire. */
	private static SignedJWT received(SignedJWT token) {
		try {
			return SignedJWT.parse(token.serialize());
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWSHeader.Builder header() {
		return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
	}

	private void assertBelieved(JWT token) {
		StepVerifier.create(this.check.convert(token))
			.assertNext((claims) -> assertThat(claims.getIssuer()).isEqualTo(this.issuer.uri()))
			.verifyComplete();
	}

	private void assertRefused(JWT token, TokenReason reason) {
		StepVerifier.create(this.check.convert(token))
			.verifyErrorMatches(
					(error) -> error instanceof RefusedTokenException refused && refused.reason() == reason);
	}

}
