package dev.gatehouse.cli.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key of P-256 that tokens are bound to, and that proves each request with them (RFC
 * 9449, section 4.2). It is made for one run and kept nowhere.
 */
final class ProofKey {

	private static final int COORDINATE = 32;

	private final KeyPair pair;

	private final InstantSource clock;

	private ProofKey(KeyPair pair, InstantSource clock) {
		this.pair = pair;
		this.clock = clock;
	}

	/** A new key. */
	static ProofKey make(InstantSource clock) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return new ProofKey(generator.generateKeyPair(), clock);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A proof for one request.
	 * @param uri its URI; query and fragment are left out
	 * @param token the token that comes with it; null: none
	 */
	String proof(String method, String uri, @Nullable String token) {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("typ", "dpop+jwt");
		header.put("alg", "ES256");
		header.put("jwk", jwk());
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("jti", UUID.randomUUID().toString());
		claims.put("htm", method);
		claims.put("htu", uri.split("[?#]", 2)[0]);
		claims.put("iat", this.clock.instant().getEpochSecond());
		if (token != null) {
			claims.put("ath", hash(token));
		}
		String input = json(header) + "." + json(claims);
		return input + "." + encoded(signature(input));
	}

	/** The public part, as RFC 7518, section 6.2.1, has it. */
	private Map<String, String> jwk() {
		ECPublicKey key = (ECPublicKey) this.pair.getPublic();
		Map<String, String> jwk = new LinkedHashMap<>();
		jwk.put("kty", "EC");
		jwk.put("crv", "P-256");
		jwk.put("x", encoded(coordinate(key.getW().getAffineX())));
		jwk.put("y", encoded(coordinate(key.getW().getAffineY())));
		return jwk;
	}

	private static byte[] coordinate(BigInteger number) {
		byte[] bytes = number.toByteArray();
		byte[] fixed = new byte[COORDINATE];
		byte[] digits = (bytes.length > COORDINATE) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
		System.arraycopy(digits, 0, fixed, COORDINATE - digits.length, digits.length);
		return fixed;
	}

	private byte[] signature(String input) {
		try {
			Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
			signature.initSign(this.pair.getPrivate());
			signature.update(input.getBytes(StandardCharsets.US_ASCII));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String hash(String token) {
		try {
			return encoded(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String json(Map<String, Object> members) {
		return encoded(JsonMapper.shared().writeValueAsBytes(members));
	}

	private static String encoded(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
