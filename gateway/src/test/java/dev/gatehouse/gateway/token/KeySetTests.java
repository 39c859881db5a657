package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Of what an issuer publishes, only sound public signature keys are ever used. */
class KeySetTests {

	private static final JWK GOOD = TestKeys.EC.toPublicJWK();

	@Test
	void soundKeysAreFoundById() throws ParseException {
		KeySet keys = KeySet.parse(set(TestKeys.RSA.toPublicJWK(), TestKeys.EC.toPublicJWK()));
		assertThat(keys.size()).isEqualTo(2);
		assertThat(keys.find("rsa-1")).isEqualTo(TestKeys.RSA.toPublicJWK());
		assertThat(keys.find("ec-1")).isEqualTo(TestKeys.EC.toPublicJWK());
		assertThat(keys.find("RSA-1")).isNull();
		assertThat(keys.find("")).isNull();
		assertThat(keys.find(null)).isNull();
	}

	@Test
	void rsaKeyBelow2048BitsIsNotUsed() throws ParseException {
		assertNotUsed(TestKeys.rsa("x", 1024).toPublicJWK());
	}

	@Test
	void privateKeyIsNotUsed() throws ParseException {
		assertNotUsed(TestKeys.OTHER_RSA);
	}

	@Test
	void symmetricKeyIsNotUsed() throws ParseException {
		assertNotUsed(
				new OctetSequenceKey.Builder(Base64URL.encode("a secret of 32 bytes, or of more")).keyID("x").build());
	}

	@Test
	void keyOfAnotherCurveIsNotUsed() throws ParseException {
		assertNotUsed(TestKeys.ec("x", Curve.P_384).toPublicJWK());
		assertNotUsed(TestKeys.ec("x", Curve.P_521).toPublicJWK());
	}

	@Test
	void keyForEncryptionIsNotUsed() throws ParseException {
		assertNotUsed(rsa().keyUse(KeyUse.ENCRYPTION).build());
		assertNotUsed(rsa().keyUse(new KeyUse("tls")).build());
		assertNotUsed(rsa().keyOperations(Set.of(KeyOperation.ENCRYPT, KeyOperation.WRAP_KEY)).build());
	}

	@Test
	void keyThatSaysItIsForSignaturesIsUsed() throws ParseException {
		assertUsed(rsa().keyUse(KeyUse.SIGNATURE).build());
		assertUsed(rsa().keyOperations(Set.of(KeyOperation.VERIFY)).build());
	}

	@Test
	void keyWithoutIdIsNotUsed() throws ParseException {
		assertThat(KeySet.parse(set(new RSAKey.Builder(rsa().build()).keyID(null).build(), GOOD)).size()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"kty\":\"XYZ\",\"kid\":\"x\"}", "{\"kid\":\"x\"}",
			"{\"kty\":\"RSA\",\"kid\":\"x\",\"e\":\"AQAB\"}",
			"{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-257\",\"x\":\"AA\",\"y\":\"AA\"}",
			"{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
			"{\"kty\":\"RSA\",\"kid\":\"x\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"x5c\":[\"nonsense\"]}" })
	void keyThatCannotBeReadDoesNotTakeTheGoodOnesAway(String broken) throws ParseException {
		KeySet keys = KeySet.parse("{\"keys\":[" + broken + "," + GOOD.toJSONString() + "]}");
		assertThat(keys.size()).isEqualTo(1);
		assertThat(keys.find("ec-1")).isEqualTo(GOOD);
	}

	@Test
	void twoKeysOfOneIdAreBothNotUsedBecauseNobodyKnowsWhichIsMeant() throws ParseException {
		RSAKey one = new RSAKey.Builder(rsa().build()).keyID("x").build();
		RSAKey other = new RSAKey.Builder(TestKeys.RSA.toPublicJWK()).keyID("x").build();
		assertThat(KeySet.parse(set(one, other, GOOD)).find("x")).isNull();
		assertThat(KeySet.parse(set(one, other, one, GOOD)).find("x")).isNull();
		assertThat(KeySet.parse(set(one, one, GOOD)).find("x")).isEqualTo(one);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":[]}", "<html>", "null",
			"7", "{\"keys\":[7]}", "{\"keys\":[null]}" })
	void answerWithoutAUsableKeyIsNoKeySet(String json) {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> KeySet.parse(json));
	}

	@ParameterizedTest
	@CsvSource({ "RS256, true", "PS256, true", "RS512, true", "ES256, false", "HS256, false", "ES384, false" })
	void rsaKeyFitsRsaAlgorithms(String algorithm, boolean fits) {
		assertThat(KeySet.fits(TestKeys.RSA, JWSAlgorithm.parse(algorithm))).isEqualTo(fits);
	}

	@ParameterizedTest
	@CsvSource({ "ES256, true", "ES384, false", "ES256K, false", "RS256, false", "HS256, false" })
	void p256KeyFitsEs256(String algorithm, boolean fits) {
		assertThat(KeySet.fits(TestKeys.EC, JWSAlgorithm.parse(algorithm))).isEqualTo(fits);
	}

	@Test
	void keyFitsOnlyTheAlgorithmThatItNames() {
		RSAKey key = rsa().algorithm(JWSAlgorithm.PS256).build();
		assertThat(KeySet.fits(key, JWSAlgorithm.PS256)).isTrue();
		assertThat(KeySet.fits(key, JWSAlgorithm.RS256)).isFalse();
		ECKey encryption = new ECKey.Builder(TestKeys.EC).algorithm(JWSAlgorithm.parse("ECDH-ES")).build();
		assertThat(KeySet.fits(encryption, JWSAlgorithm.ES256)).isFalse();
	}

	private static RSAKey.Builder rsa() {
		return new RSAKey.Builder(TestKeys.OTHER_RSA.toPublicJWK());
	}

	private static void assertUsed(JWK key) throws ParseException {
		assertThat(KeySet.parse(set(key, GOOD)).find(key.getKeyID())).isEqualTo(key);
	}

	private static void assertNotUsed(JWK key) throws ParseException {
		KeySet keys = KeySet.parse(set(key, GOOD));
		assertThat(keys.find(key.getKeyID())).isNull();
		assertThat(keys.size()).isEqualTo(1);
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> KeySet.parse(set(key)));
	}

	/** As published, private parts and all. */
	private static String set(JWK... keys) {
		Map<String, Object> set = new JWKSet(List.of(keys)).toJSONObject(false);
		return JSONObjectUtils.toJSONString(set);
	}

}
