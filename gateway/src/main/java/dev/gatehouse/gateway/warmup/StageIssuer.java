package dev.gatehouse.gateway.warmup;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import dev.gatehouse.gateway.token.CryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens that only the gateway on the stage takes, with a key that is forgotten
 * with it (RFC 9068). It is one for ES256: to find primes for RS256 would take a JVM that
 * has just begun half a second.
 */
final class StageIssuer {

	private static final int COORDINATE_BYTES = 32;

	private static final long SECONDS = 300;

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	/** Made when it is first asked for. */
	private @Nullable KeyPair pair;

	private synchronized KeyPair pair() {
		if (this.pair == null) {
			try {
				KeyPairGenerator generator = CryptoProvider.load().keyPairGenerator("EC");
				generator.initialize(new ECGenParameterSpec("secp256r1"));
				this.pair = generator.generateKeyPair();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return this.pair;
	}

	/** Returns its key set (RFC 7517, section 5; RFC 7518, section 6.2.1). */
	String keys() {
		ECPoint point = ((ECPublicKey) pair().getPublic()).getW();
		return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"warm-up\",\"x\":\"%s\",\"y\":\"%s\"}]}"
			.formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY()));
	}

	/** A number that is not negative, in as many bytes as a coordinate always has. */
	static String coordinate(BigInteger number) {
		byte[] bytes = number.setBit(COORDINATE_BYTES * Byte.SIZE).toByteArray();
		return BASE64.encodeToString(Arrays.copyOfRange(bytes, 1, bytes.length));
	}

	/** Returns a token of this issuer's that no other token equals. */
	String token(String issuer) {
		long now = Instant.now().getEpochSecond();
		String content = part("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"warm-up\"}") + "." + part(
				"{\"iss\":\"%s\",\"aud\":\"%2$s\",\"sub\":\"%3$s\",\"client_id\":\"%3$s\",\"scope\":\"%4$s\",\"iat\":%5$d,\"exp\":%6$d,\"jti\":\"%7$s\"}"
					.formatted(issuer, Stage.AUDIENCE, Stage.CLIENT, Stage.SCOPE, now, now + SECONDS,
							UUID.randomUUID()));
		try {
			Signature signature = CryptoProvider.load().signature("SHA256withECDSAinP1363Format");
			signature.initSign(pair().getPrivate());
			signature.update(content.getBytes(StandardCharsets.US_ASCII));
			return content + "." + BASE64.encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String part(String json) {
		return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}
