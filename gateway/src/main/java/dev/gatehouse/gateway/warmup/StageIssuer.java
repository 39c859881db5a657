package dev.gatehouse.gateway.warmup;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Makes tokens that only the gateway on the stage takes, with a key that is forgotten
 * with it (RFC 9068).
 */
final class StageIssuer {

	private static final int BITS = 2048;

	private static final long SECONDS = 300;

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	/** Made when it is first asked for. */
	private @Nullable KeyPair pair;

	private synchronized KeyPair pair() {
		if (this.pair == null) {
			try {
				KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
				generator.initialize(BITS);
				this.pair = generator.generateKeyPair();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return this.pair;
	}

	/** Returns its key set (RFC 7517, section 5). */
	String keys() {
		RSAPublicKey key = (RSAPublicKey) pair().getPublic();
		return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"warm-up\",\"n\":\"%s\",\"e\":\"%s\"}]}"
			.formatted(number(key.getModulus()), number(key.getPublicExponent()));
	}

	private static String number(BigInteger number) {
		byte[] bytes = number.toByteArray();
		int sign = (bytes[0] == 0) ? 1 : 0;
		return BASE64.encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
	}

	/** Returns a token of this issuer's that no other token equals. */
	String token(String issuer) {
		long now = Instant.now().getEpochSecond();
		String content = part("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"warm-up\"}") + "." + part(
				"{\"iss\":\"%s\",\"aud\":\"%2$s\",\"sub\":\"%3$s\",\"client_id\":\"%3$s\",\"scope\":\"%4$s\",\"iat\":%5$d,\"exp\":%6$d,\"jti\":\"%7$s\"}"
					.formatted(issuer, Stage.AUDIENCE, Stage.CLIENT, Stage.SCOPE, now, now + SECONDS,
							UUID.randomUUID()));
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
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
