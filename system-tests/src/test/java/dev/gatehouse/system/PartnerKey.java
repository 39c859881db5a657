package dev.gatehouse.system;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A key of P-256 that a partner's tokens are bound to (RFC 9449). */
public final class PartnerKey {

	private final KeyPair pair;

	private PartnerKey(KeyPair pair) {
		this.pair = pair;
	}

	/** A new key. */
	public static PartnerKey make() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return new PartnerKey(generator.generateKeyPair());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A proof for one request, made now. */
	public String proof(String method, String uri, @Nullable String token) {
		String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{" + members() + "}}";
		String claims = "{\"jti\":\"%s\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d%s}".formatted(UUID.randomUUID(),
				method, uri.split("[?#]", 2)[0], Instant.now().getEpochSecond(),
				(token != null) ? ",\"ath\":\"" + hash(token) + "\"" : "");
		String input = encoded(bytes(header)) + "." + encoded(bytes(claims));
		try {
			Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
			signature.initSign(this.pair.getPrivate());
			signature.update(bytes(input));
			return input + "." + encoded(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Its name in tokens (RFC 7638): {@code cnf.jkt}. */
	public String thumbprint() {
		return hash("{" + members() + "}");
	}

	/** In the order of RFC 7638, section 3.3. */
	private String members() {
		ECPublicKey key = (ECPublicKey) this.pair.getPublic();
		return "\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\""
			.formatted(coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
	}

	private static String coordinate(BigInteger number) {
		byte[] digits = number.toByteArray();
		byte[] wide = new byte[32 + digits.length];
		System.arraycopy(digits, 0, wide, 32, digits.length);
		return encoded(Arrays.copyOfRange(wide, digits.length, wide.length));
	}

	private static String hash(String text) {
		try {
			return encoded(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static String encoded(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
