package dev.gatehouse.gateway.token;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.checklist.Checks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Of what an issuer publishes, only sound public signature keys are ever used. */
@Checks({ "A-32", "A-36" })
class KeyReaderTests {

	private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

	@Test
	void soundKeysAreUsed() {
		for (JWK jwk : List.of(TestKeys.RSA, TestKeys.EC, TestKeys.ED)) {
			IssuerKey key = read(jwk.toPublicJWK());
			assertThat(key).isNotNull().extracting(IssuerKey::id).isEqualTo(jwk.getKeyID());
		}
	}

	@Test
	void privateKeyIsNotUsed() {
		assertThat(read(TestKeys.RSA)).isNull();
		assertThat(read(TestKeys.EC)).isNull();
		assertThat(read(TestKeys.ED)).isNull();
	}

	@Test
	void symmetricKeyIsNotUsed() {
		assertThat(read(new OctetSequenceKey.Builder(new byte[32]).keyID("x").build())).isNull();
	}

	@Test
	void rsaKeyOfAnUnusualSizeIsNotUsed() {
		assertThat(read(TestKeys.rsa("x", 1024).toPublicJWK())).isNull();
		assertThat(read(modulus(2047))).isNull();
		assertThat(read(modulus(2048))).isNotNull();
		assertThat(read(modulus(8192))).isNotNull();
		assertThat(read(modulus(8193))).isNull();
		assertThat(read(modulus(60_000))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "1, false", "2, false", "65536, false", "3, true", "65537, true" })
	void rsaExponentIsOddAndAboveOne(long exponent, boolean isUsed) {
		assertThat(read(
				new RSAKey.Builder(TestKeys.RSA.getModulus(), Base64URL.encode(BigInteger.valueOf(exponent))).keyID("x")
					.build()) != null)
			.isEqualTo(isUsed);
	}

	@Test
	void keyOfAnotherCurveIsNotUsed() {
		assertThat(read(TestKeys.ec("x", Curve.P_384).toPublicJWK())).isNull();
		assertThat(read(TestKeys.ec("x", Curve.P_521).toPublicJWK())).isNull();
		assertThat(read(ed(Curve.X25519, TestKeys.ED.getDecodedX()))).isNull();
		assertThat(read(ed(Curve.Ed448, new byte[57]))).isNull();
	}

	@Test
	void edwardsKeyThatIsNoPointIsNotUsed() {
		assertThat(read(ed(Curve.Ed25519, new byte[31]))).isNull();
		assertThat(read(ed(Curve.Ed25519, new byte[33]))).isNull();
		assertThat(read(ed(Curve.Ed25519, y(BigInteger.TWO)))).isNull();
	}

	/** A signature of zeros would verify many messages under such a key. */
	@Test
	void edwardsKeyOfSmallOrderIsNotUsed() {
		BigInteger eight = new BigInteger(
				"2707385501144840649318225287225658788936804267575313519463743609750303402022");
		for (BigInteger y : List.of(BigInteger.ZERO, BigInteger.ONE, PRIME.subtract(BigInteger.ONE), PRIME,
				PRIME.add(BigInteger.ONE), eight, PRIME.subtract(eight))) {
			byte[] point = y(y);
			assertThat(read(ed(Curve.Ed25519, point))).as("y %s", y).isNull();
			point[31] |= (byte) 0x80;
			assertThat(read(ed(Curve.Ed25519, point))).as("-y %s", y).isNull();
		}
	}

	@Test
	void keyForSomethingElseIsNotUsed() {
		assertThat(read(rsa().keyUse(KeyUse.ENCRYPTION).build())).isNull();
		assertThat(read(rsa().keyUse(new KeyUse("tls")).build())).isNull();
		assertThat(read(rsa().keyOperations(Set.of(KeyOperation.ENCRYPT, KeyOperation.WRAP_KEY)).build())).isNull();
		assertThat(read(rsa().keyUse(KeyUse.SIGNATURE).build())).isNotNull();
		assertThat(read(rsa().keyOperations(Set.of(KeyOperation.VERIFY)).build())).isNotNull();
	}

	@Test
	void keyFitsTheAlgorithmsOfItsKindOrTheOneThatItNames() {
		IssuerKey any = read(rsa().build());
		IssuerKey one = read(rsa().algorithm(JWSAlgorithm.PS256).build());
		IssuerKey other = read(
				new ECKey.Builder(TestKeys.EC.toPublicJWK()).algorithm(JWSAlgorithm.parse("ECDH-ES")).build());
		assertThat(fitting(any)).containsExactly(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256);
		assertThat(fitting(one)).containsExactly(SignatureAlgorithm.PS256);
		assertThat(fitting(other)).isEmpty();
		assertThat(fitting(read(TestKeys.EC.toPublicJWK()))).containsExactly(SignatureAlgorithm.ES256);
		assertThat(fitting(read(TestKeys.ED.toPublicJWK()))).containsExactly(SignatureAlgorithm.EDDSA);
	}

	@Test
	void keyNeedsAnIdOfASensibleLength() {
		assertThat(read(new RSAKey.Builder(rsa().build()).keyID(null).build())).isNull();
		assertThat(read(rsa().keyID("").build())).isNull();
		assertThat(read(rsa().keyID("x".repeat(257)).build())).isNull();
		assertThat(read(rsa().keyID("x".repeat(256)).build())).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "kty", "n", "e" })
	void keyWithoutAPartIsNotUsed(String part) {
		for (Object value : Arrays.asList(null, 7L, "", "é", List.of("a"), Map.of(), true)) {
			Map<String, @Nullable Object> jwk = new HashMap<>(rsa().build().toJSONObject());
			jwk.put(part, value);
			assertThat(read(jwk)).as("%s %s", part, value).isNull();
		}
	}

	@Test
	void pointThatIsNotOnTheCurveIsNotUsed() {
		Map<String, @Nullable Object> jwk = new HashMap<>(TestKeys.EC.toPublicJWK().toJSONObject());
		jwk.put("y", Base64URL.encode(new byte[32]).toString());
		assertThat(read(jwk)).isNull();
	}

	@Test
	void whatIsKeptOfAKeyIsPublic() {
		IssuerKey key = Objects.requireNonNull(read(rsa().build()));
		assertThat(key.jwk()).containsOnlyKeys("kty", "kid", "n", "e");
	}

	private static List<SignatureAlgorithm> fitting(@Nullable IssuerKey key) {
		return Arrays.stream(SignatureAlgorithm.values()).filter((one) -> key != null && key.fits(one)).toList();
	}

	private static RSAKey.Builder rsa() {
		return new RSAKey.Builder(TestKeys.OTHER_RSA.toPublicJWK());
	}

	private static JWK modulus(int bits) {
		BigInteger modulus = BigInteger.TWO.pow(bits - 1).setBit(0);
		return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(BigInteger.valueOf(65537))).keyID("x")
			.build();
	}

	private static JWK ed(Curve curve, byte[] point) {
		return new OctetKeyPair.Builder(curve, Base64URL.encode(point)).keyID("x").build();
	}

	private static byte[] y(BigInteger y) {
		byte[] point = new byte[32];
		for (int i = 0; i < 32; i++) {
			point[i] = y.shiftRight(8 * i).byteValue();
		}
		return point;
	}

	private static @Nullable IssuerKey read(JWK jwk) {
		return KeyReader.read(jwk.toJSONObject());
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	private static @Nullable IssuerKey read(Map<String, @Nullable Object> jwk) {
		return KeyReader.read((Map<String, Object>) (Map<?, ?>) jwk);
	}

}
