package dev.gatehouse.gateway.token;

import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A proof is read in one way or not at all, and only its own key verifies it. */
class ProofReaderTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final ProofReader reader = new ProofReader(ProofReader.algorithms(), 4);

	@Test
	void proofOfEachAlgorithmIsRead() throws JOSEException {
		Map<String, JWK> keys = Map.of("ES256", TestKeys.EC, "RS256", TestKeys.RSA, "PS256", TestKeys.RSA, "EdDSA",
				TestKeys.ED);
		for (Map.Entry<String, JWK> key : keys.entrySet()) {
			Proof proof = this.reader.read(proof(key.getValue(), key.getKey()));
			this.reader.checkSignature(proof);
			assertThat(proof.algorithm()).isEqualTo(key.getKey());
			assertThat(proof.thumbprint()).isEqualTo(key.getValue().computeThumbprint().toString());
			assertThat(proof.text("jti")).isEqualTo("1");
			assertThat(proof.text("iat")).isNull();
			assertThat(proof.issuedMillis()).isEqualTo(7000L);
		}
	}

	@Test
	void algorithmThatIsNotAcceptedIsNot() {
		ProofReader narrow = new ProofReader(List.of("ES256"), 4);
		narrow.checkSignature(narrow.read(proof(TestKeys.EC, "ES256")));
		assertThat(check(() -> narrow.read(proof(TestKeys.RSA, "PS256")))).isEqualTo("proof-algorithm");
	}

	@Test
	void keyIsForItsOwnAlgorithmOnly() {
		for (String algorithm : List.of("RS256", "PS256", "EdDSA")) {
			assertThat(checkOf(TestKeys.EC, "ES256", (header) -> header.put("alg", algorithm))).isEqualTo("proof-key");
		}
		assertThat(checkOf(TestKeys.RSA, "RS256", (header) -> header.put("alg", "ES256"))).isEqualTo("proof-key");
		assertThat(checkOf(TestKeys.ED, "EdDSA", (header) -> header.put("alg", "ES256"))).isEqualTo("proof-key");
	}

	@Test
	void weakOrSlowKeyIsNone() {
		assertThat(checkOf(TestKeys.rsa("x", 1024), "RS256", (header) -> {
		})).isEqualTo("proof-key");
		assertThat(checkOf(TestKeys.rsa("x", 4104), "RS256", (header) -> {
		})).isEqualTo("proof-key");
		for (String exponent : List.of("", "AQ", "Ag", "AAEAAQ", "AQAAAAAB")) {
			Consumer<Map<String, Object>> change = (header) -> header.put("jwk", changed(TestKeys.RSA, "e", exponent));
			assertThat(checkOf(TestKeys.RSA, "RS256", change)).as(exponent).isEqualTo("proof-key");
		}
		assertThat(checkOf(TestKeys.ec("x", Curve.P_384), "ES384", (header) -> header.put("alg", "ES256")))
			.isEqualTo("proof-key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "d", "p", "q", "dp", "dq", "qi", "oth", "k" })
	void keyWithAPrivatePartIsNone(String member) {
		for (JWK key : List.of(TestKeys.EC, TestKeys.RSA, TestKeys.ED)) {
			String algorithm = (key == TestKeys.EC) ? "ES256" : (key == TestKeys.RSA) ? "RS256" : "EdDSA";
			assertThat(checkOf(key, algorithm, (header) -> header.put("jwk", changed(key, member, "AA"))))
				.isEqualTo("proof-key");
		}
	}

	@Test
	void memberThatMakesNoKeyChangesNothing() {
		for (String member : List.of("use", "x5c", "x5u", "kid", "alg", "x")) {
			Map<String, Object> jwk = changed(TestKeys.RSA, member, List.of("nonsense"));
			String text = proof(TestKeys.RSA, "RS256", (header) -> header.put("jwk", jwk));
			this.reader.checkSignature(this.reader.read(text));
		}
	}

	@Test
	void signatureOfAnotherKeyIsNone() {
		Proof proof = this.reader.read(proof(TestKeys.RSA, "RS256", TestKeys.OTHER_RSA));
		assertThat(check(() -> this.reader.checkSignature(proof))).isEqualTo("proof-signature");
	}

	/** Whatever is known of the key, nothing is known of the next proof. */
	@Test
	void knownKeyMakesNoSignatureGood() {
		String good = proof(TestKeys.EC, "ES256");
		this.reader.checkSignature(this.reader.read(good));
		String[] parts = good.split("\\.", -1);
		String other = Base64URL.encode("{\"jti\":\"2\"}").toString();
		Proof forged = this.reader.read(parts[0] + "." + other + "." + parts[2]);
		assertThat(check(() -> this.reader.checkSignature(forged))).isEqualTo("proof-signature");
		this.reader.checkSignature(this.reader.read(good));
	}

	@Test
	void keysAreForgottenAndReadAgain() {
		for (int i = 0; i < 40; i++) {
			JWK key = TestKeys.ec("k" + i % 10, Curve.P_256);
			String text = proof(key, "ES256");
			this.reader.checkSignature(this.reader.read(text));
			this.reader.checkSignature(this.reader.read(text));
		}
	}

	@Test
	void memoryOfKeysHasABound() {
		ProofKeys keys = new ProofKeys(10);
		ProofKey key = new ProofKey(SignatureAlgorithm.ES256, publicKey(), "x");
		for (int i = 0; i < 100; i++) {
			keys.put("header-" + i, key);
			assertThat(keys.get("header-" + i)).isSameAs(key);
			assertThat(keys.size()).isLessThanOrEqualTo(10);
		}
		keys.put("x".repeat(2049), key);
		assertThat(keys.get("x".repeat(2049))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30.e30.e30", "=.=.=" })
	void whatIsNoSignedJwtIsNoProof(String text) {
		assertThat(check(() -> this.reader.read(text))).isEqualTo("proof-form");
	}

	@ParameterizedTest
	@EnumSource
	void everyFaultIsANameAndASentence(BindingFault fault) {
		assertThat(fault.id()).matches("[a-z]+(-[a-z]+)*");
		assertThat(fault.refusal().detail()).isEqualTo(fault.sentence()).matches("[A-Z][^\"\\\\]*\\.");
		assertThat(fault.refusal().reason()).isEqualTo("binding");
		assertThat(fault.refusal().check()).isEqualTo(fault.id());
	}

	private static PublicKey publicKey() {
		try {
			return TestKeys.EC.toECPublicKey();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String checkOf(JWK key, String algorithm, Consumer<Map<String, Object>> change) {
		return check(() -> this.reader.checkSignature(this.reader.read(proof(key, algorithm, change))));
	}

	private static String check(Runnable reading) {
		Refusal refusal = catchThrowableOfType(Refusal.class, reading::run);
		assertThat(refusal).isNotNull();
		return String.valueOf(refusal.check());
	}

	private static Map<String, Object> changed(JWK key, String member, @Nullable Object value) {
		Map<String, Object> jwk = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
		jwk.put(member, value);
		return jwk;
	}

	private static String proof(JWK key, String algorithm) {
		return proof(key, algorithm, (header) -> {
		});
	}

	private static String proof(JWK key, String algorithm, JWK signing) {
		Map<String, Object> header = header(key, algorithm);
		return TestKeys.sign(signing, algorithm, JSON.writeValueAsString(header), claims());
	}

	private static String proof(JWK key, String algorithm, Consumer<Map<String, Object>> change) {
		Map<String, Object> header = header(key, algorithm);
		change.accept(header);
		return TestKeys.sign(key, algorithm, JSON.writeValueAsString(header), claims());
	}

	private static Map<String, Object> header(JWK key, String algorithm) {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("typ", "dpop+jwt");
		header.put("alg", algorithm);
		header.put("jwk", key.toPublicJWK().toJSONObject());
		return header;
	}

	private static String claims() {
		return "{\"jti\":\"1\",\"iat\":7}";
	}

}
