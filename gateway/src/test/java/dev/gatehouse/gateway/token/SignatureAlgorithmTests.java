package dev.gatehouse.gateway.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import javax.crypto.Cipher;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * A signature is good only as its key made it: the examples of the standards, and the
 * families of damage that Wycheproof's vectors are made of.
 */
@Checks({ "A-35", "A-151" })
@ParameterizedClass
@MethodSource("providers")
class SignatureAlgorithmTests {

	private final CryptoProvider provider;

	SignatureAlgorithmTests(CryptoProvider provider) {
		this.provider = provider;
	}

	static Stream<Arguments> providers() {
		return Stream.of(argumentSet("JDK", CryptoProvider.JDK), argumentSet("AWS-LC", CryptoProvider.load()));
	}

	@Test
	void providerIsTheOneThatWasAskedFor() throws GeneralSecurityException {
		assertThat(this.provider.signature("SHA256withRSA").getProvider().getName())
			.isEqualTo((this.provider == CryptoProvider.JDK) ? "SunRsaSign" : "AmazonCorrettoCryptoProvider");
	}

	private static final byte[] INPUT = "e30.e30".getBytes(StandardCharsets.US_ASCII);

	private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

	/** RFC 7515, appendix A.3, and RFC 8037, appendix A.4. */
	static Stream<Arguments> examples() {
		return Stream.of(
				argumentSet("RFC 7515, A.3", SignatureAlgorithm.ES256,
						Map.of("kty", "EC", "crv", "P-256", "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y",
								"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
						"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
								+ "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw"
								+ "5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
				argumentSet("RFC 8037, A.4", SignatureAlgorithm.EDDSA,
						Map.of("kty", "OKP", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
						"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
								+ "09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"));
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleOfTheStandardVerifies(SignatureAlgorithm algorithm, Map<String, Object> jwk, String token)
			throws ParseException {
		PublicKey key = key(new HashMap<>(jwk));
		byte[] input = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
		byte[] signature = Base64Url.decode(token.substring(token.lastIndexOf('.') + 1));
		assertThat(algorithm.verifies(this.provider, key, input, signature)).isTrue();
		input[0] ^= 1;
		assertThat(algorithm.verifies(this.provider, key, input, signature)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void signatureOfTheKeyVerifies(SignatureAlgorithm algorithm) {
		assertThat(algorithm.verifies(this.provider, key(algorithm), INPUT, signature(algorithm))).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void signatureOfAnythingElseDoesNot(SignatureAlgorithm algorithm) {
		byte[] signature = signature(algorithm);
		for (String other : List.of("", "e30.e3", "e30.e30.", "E30.e30", "e30.e30\0")) {
			assertThat(algorithm.verifies(this.provider, key(algorithm), other.getBytes(StandardCharsets.US_ASCII),
					signature))
				.as(other)
				.isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyBitOfASignatureCounts(SignatureAlgorithm algorithm) {
		byte[] good = signature(algorithm);
		for (int bit = 0; bit < good.length * 8; bit += 3) {
			byte[] bad = good.clone();
			bad[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(algorithm.verifies(this.provider, key(algorithm), INPUT, bad)).as("bit %d", bit).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void signatureOfAnotherLengthOrMadeOfNothingIsNone(SignatureAlgorithm algorithm) {
		byte[] good = signature(algorithm);
		List<byte[]> bad = new ArrayList<>(List.of(new byte[0], new byte[1], new byte[63], new byte[64], new byte[65],
				new byte[256], Arrays.copyOf(good, good.length - 1), Arrays.copyOf(good, good.length + 1),
				Arrays.copyOfRange(good, 1, good.length), Arrays.copyOf(good, 8000)));
		byte[] ones = new byte[good.length];
		Arrays.fill(ones, (byte) 0xff);
		byte[] longer = new byte[good.length + 1];
		System.arraycopy(good, 0, longer, 1, good.length);
		bad.addAll(List.of(ones, longer));
		for (byte[] one : bad) {
			assertThat(algorithm.verifies(this.provider, key(algorithm), INPUT, one)).as("%d bytes", one.length)
				.isFalse();
		}
	}

	@Test
	void oneRsaAlgorithmIsNotTheOther() {
		PublicKey key = key(SignatureAlgorithm.RS256);
		assertThat(SignatureAlgorithm.RS256.verifies(this.provider, key, INPUT, signature(SignatureAlgorithm.PS256)))
			.isFalse();
		assertThat(SignatureAlgorithm.PS256.verifies(this.provider, key, INPUT, signature(SignatureAlgorithm.RS256)))
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS384", "RS512" })
	void anotherHashDoesNotVerify(String algorithm) {
		byte[] signature = TestKeys.signature(TestKeys.RSA, algorithm, INPUT);
		assertThat(SignatureAlgorithm.RS256.verifies(this.provider, key(SignatureAlgorithm.RS256), INPUT, signature))
			.isFalse();
	}

	/** RFC 8017, section 8.2.2: the signature is a number below the modulus. */
	@Test
	void rsaSignatureBeyondTheModulusIsNone() {
		BigInteger modulus = TestKeys.RSA.getModulus().decodeToBigInteger();
		BigInteger same = new BigInteger(1, signature(SignatureAlgorithm.RS256)).add(modulus);
		byte[] bytes = same.toByteArray();
		byte[] unsigned = (bytes[0] == 0) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
		assertThat(SignatureAlgorithm.RS256.verifies(this.provider, key(SignatureAlgorithm.RS256), INPUT, unsigned))
			.isFalse();
		for (BigInteger number : List.of(BigInteger.ONE, modulus, modulus.subtract(BigInteger.ONE))) {
			assertThat(SignatureAlgorithm.RS256.verifies(this.provider, key(SignatureAlgorithm.RS256), INPUT,
					fixed(number, 256)))
				.isFalse();
		}
	}

	/** RFC 8017, section 9.2: the padding is all of it, and ends where the hash ends. */
	@ParameterizedTest
	@MethodSource("paddings")
	void rsaSignatureWithAnotherPaddingIsNone(String padded) throws Exception {
		Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
		cipher.init(Cipher.DECRYPT_MODE, TestKeys.RSA.toPrivateKey());
		byte[] signature = cipher.doFinal(HexFormat.of().parseHex(padded));
		// Without the NULL of the algorithm's parameters it may be taken as well (RFC
		// 8017,
		// appendix B.1); AWS-LC does not.
		boolean isGood = padded.equals(padded("01", "3031300d060960864801650304020105000420" + hash()))
				|| (this.provider == CryptoProvider.JDK
						&& padded.equals(padded("01", "302f300b06096086480165030402010420" + hash())));
		assertThat(SignatureAlgorithm.RS256.verifies(this.provider, key(SignatureAlgorithm.RS256), INPUT, signature))
			.isEqualTo(isGood);
	}

	static Stream<String> paddings() throws GeneralSecurityException {
		String info = "3031300d060960864801650304020105000420";
		String good = info + hash();
		return Stream.of(padded("01", good), padded("00", good), padded("02", good), padded("ff", good),
				padded("01", info.substring(0, info.length() - 2) + "21" + hash() + "00"), padded("01", hash()),
				padded("01", "302f300b06096086480165030402010420" + hash()),
				padded("01", "3021300906052b0e03021a05000414" + hash().substring(0, 40)),
				padded("01", "3031300d060960864801650304020305000420" + hash()),
				padded("01", "308131300d060960864801650304020105000420" + hash()),
				padded("01", "3033300f0609608648016503040201050002000420" + hash()),
				("0001" + "ff".repeat(8) + "00" + good + "aa".repeat(256)).substring(0, 512),
				("0001" + "00" + good + "00".repeat(256)).substring(0, 512),
				padded("01", good).replaceFirst("ff00", "fe00"), padded("01", good).replaceFirst("ff00", "0000"),
				padded("01", good).replaceFirst("0001ff", "000100"), "00".repeat(256), padded("01", good + "0500"));
	}

	private static String padded(String type, String content) {
		return "00" + type + "ff".repeat(253 - content.length() / 2) + "00" + content;
	}

	private static String hash() throws GeneralSecurityException {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(INPUT));
	}

	/** RFC 7518, section 3.5: one hash for both, and a salt of its size. */
	@ParameterizedTest
	@CsvSource({ "SHA-256, SHA-256, 32, true", "SHA-256, SHA-256, 0, false", "SHA-256, SHA-256, 20, false",
			"SHA-256, SHA-256, 64, false", "SHA-256, SHA-1, 32, false", "SHA-256, SHA-512, 32, false",
			"SHA-1, SHA-1, 20, false", "SHA-512, SHA-512, 32, false" })
	void pssSignatureWithOtherParametersIsNone(String hash, String mask, int salt, boolean isGood) throws Exception {
		Signature signer = Signature.getInstance("RSASSA-PSS");
		signer.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mask), salt, 1));
		signer.initSign(TestKeys.RSA.toPrivateKey());
		signer.update(INPUT);
		assertThat(
				SignatureAlgorithm.PS256.verifies(this.provider, key(SignatureAlgorithm.PS256), INPUT, signer.sign()))
			.isEqualTo(isGood);
	}

	@Checks("A-52")
	@Test
	void ecdsaNumbersOutOfRangeAreNone() {
		List<BigInteger> wrong = List.of(BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE),
				BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
		byte[] good = signature(SignatureAlgorithm.ES256);
		BigInteger r = new BigInteger(1, Arrays.copyOf(good, 32));
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
		for (BigInteger one : wrong) {
			assertNoEcdsa(one, s);
			assertNoEcdsa(r, one);
			wrong.forEach((other) -> assertNoEcdsa(one, other));
		}
		assertNoEcdsa(BigInteger.ONE, BigInteger.ONE);
		assertNoEcdsa(s, r);
	}

	@Checks("A-52")
	@Test
	void ecdsaInAnotherEncodingIsNone() throws JOSEException {
		byte[] der = ECDSA.transcodeSignatureToDER(signature(SignatureAlgorithm.ES256));
		assertThat(SignatureAlgorithm.ES256.verifies(this.provider, key(SignatureAlgorithm.ES256), INPUT, der))
			.isFalse();
	}

	/** RFC 8032, section 5.1.7: S is below the order, or two signatures mean the same. */
	@Test
	void eddsaNumberBeyondTheOrderIsNone() {
		BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
		byte[] good = signature(SignatureAlgorithm.EDDSA);
		BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(good, 32, 64)));
		byte[] bad = good.clone();
		System.arraycopy(reversed(fixed(s.add(order), 32)), 0, bad, 32, 32);
		assertThat(SignatureAlgorithm.EDDSA.verifies(this.provider, key(SignatureAlgorithm.EDDSA), INPUT, bad))
			.isFalse();
	}

	@Checks("A-32")
	@Test
	void algorithmTakesKeysOfItsKindAlone() {
		for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
			for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
				boolean bothRsa = algorithm.id().endsWith("S256") && other.id().endsWith("S256")
						&& !algorithm.id().startsWith("E") && !other.id().startsWith("E");
				assertThat(algorithm.takes(key(other))).as("%s %s", algorithm, other)
					.isEqualTo(algorithm == other || bothRsa);
			}
		}
	}

	@Checks("A-33")
	@ParameterizedTest
	@ValueSource(strings = { "none", "None", "NONE", "nOnE", "", " RS256", "RS256 ", "rs256", "HS256", "RS384", "ES384",
			"eddsa", "EDDSA", "Ed448" })
	void onlyTheVeryNameIsAnAlgorithm(String name) {
		assertThat(SignatureAlgorithm.named(name)).isNull();
	}

	private void assertNoEcdsa(BigInteger r, BigInteger s) {
		byte[] signature = new byte[64];
		System.arraycopy(fixed(r, 32), 0, signature, 0, 32);
		System.arraycopy(fixed(s, 32), 0, signature, 32, 32);
		assertThat(SignatureAlgorithm.ES256.verifies(this.provider, key(SignatureAlgorithm.ES256), INPUT, signature))
			.isFalse();
	}

	private static byte[] fixed(BigInteger number, int length) {
		byte[] bytes = number.toByteArray();
		byte[] fixed = new byte[length];
		int from = Math.max(0, bytes.length - length);
		System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
		return fixed;
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

	private static JWK jwk(SignatureAlgorithm algorithm) {
		return switch (algorithm) {
			case RS256, PS256 -> TestKeys.RSA;
			case ES256 -> TestKeys.EC;
			case EDDSA -> TestKeys.ED;
		};
	}

	private static byte[] signature(SignatureAlgorithm algorithm) {
		return TestKeys.signature(jwk(algorithm), algorithm.id(), INPUT);
	}

	private static PublicKey key(SignatureAlgorithm algorithm) {
		return key(jwk(algorithm).toPublicJWK().toJSONObject());
	}

	private static PublicKey key(Map<String, Object> jwk) {
		jwk.put("kid", "x");
		return Objects.requireNonNull(KeyReader.read(jwk)).key();
	}

}
