package dev.gatehouse.benchmarks.issuer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair of an issuer, as JWS uses it (RFC 7518, section 3).
 *
 * @param id the {@code kid} of its tokens
 * @param algorithm {@code RS256} or {@code ES256}
 * @param pair the keys
 */
record IssuerKey(String id, String algorithm, KeyPair pair) {

	private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

	/** Makes a new RSA key of 2048 bits. */
	static IssuerKey rsa(String id) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		return new IssuerKey(id, "RS256", generator.generateKeyPair());
	}

	/** Makes a new key on P-256. */
	static IssuerKey ec(String id) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return new IssuerKey(id, "ES256", generator.generateKeyPair());
	}

	/** Returns a signed token in compact form. */
	String sign(String header, String claims) throws GeneralSecurityException {
		String input = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
				+ base64(claims.getBytes(StandardCharsets.UTF_8));
		Signature signature = Signature
			.getInstance(this.algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
		signature.initSign(this.pair.getPrivate());
		signature.update(input.getBytes(StandardCharsets.US_ASCII));
		return input + "." + base64(signature.sign());
	}

	/** Returns the public key as a JWK (RFC 7517). */
	String jwk() {
		String members = switch (this.pair.getPublic()) {
			case RSAPublicKey rsa -> "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
				.formatted(base64(unsigned(rsa.getModulus(), 256)), base64(unsigned(rsa.getPublicExponent(), 3)));
			case ECPublicKey ec -> "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\""
				.formatted(base64(unsigned(ec.getW().getAffineX(), 32)), base64(unsigned(ec.getW().getAffineY(), 32)));
			default -> throw new IllegalStateException("neither RSA nor EC");
		};
		return "{\"kid\":\"%s\",\"use\":\"sig\",\"alg\":\"%s\",%s}".formatted(this.id, this.algorithm, members);
	}

	/** Returns the public key in PEM (RFC 7468). */
	String pem() {
		String lines = Base64.getMimeEncoder(64, new byte[] { '\n' })
			.encodeToString(this.pair.getPublic().getEncoded());
		return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
	}

	private static String base64(byte[] bytes) {
		return BASE64URL.encodeToString(bytes);
	}

	private static byte[] unsigned(BigInteger number, int length) {
		byte[] bytes = number.toByteArray();
		byte[] fixed = new byte[length];
		int digits = Math.min(bytes.length, length);
		System.arraycopy(bytes, bytes.length - digits, fixed, length - digits, digits);
		return Arrays.copyOf(fixed, length);
	}

}
