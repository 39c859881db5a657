package dev.gatehouse.gateway.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads one key that the issuer publishes (RFC 7517, section 4). A key that cannot be
 * read, is too short, private or weak, or is meant for something else, is none (RFC 8725,
 * sections 3.1 and 3.5).
 */
final class KeyReader {

	private static final int LONGEST_ID = 256;

	private static final int SHORTEST_RSA_KEY = 2048;

	/** A longer one makes every token slow to check. */
	private static final int LONGEST_RSA_KEY = 8192;

	private static final BigInteger LEAST_RSA_EXPONENT = BigInteger.valueOf(3);

	private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

	/** One of the two such coordinates; the other is its negative. */
	private static final BigInteger ORDER_EIGHT = new BigInteger(
			"55188659117513257062467267217118295137698188065244968500265048394206261417927");

	/**
	 * The y of every point of Curve25519 whose order is small: under such a key, one
	 * signature is good for many messages.
	 */
	private static final Set<BigInteger> SMALL_ORDER = Set.of(BigInteger.ZERO, BigInteger.ONE,
			PRIME.subtract(BigInteger.ONE), ORDER_EIGHT, PRIME.subtract(ORDER_EIGHT));

	private KeyReader() {
	}

	/**
	 * Returns whether a key can have this id. If not, a token with it is nobody's, and no
	 * reason for a fetch.
	 */
	static boolean isId(@Nullable String id) {
		return id != null && !id.isEmpty() && id.length() <= LONGEST_ID;
	}

	/** Returns the key, or null if it is none to check tokens with. */
	static @Nullable IssuerKey read(Map<String, Object> member) {
		try {
			JWK jwk = JWK.parse(member);
			PublicKey key = isForUs(jwk) ? publicKey(jwk) : null;
			if (key == null) {
				return null;
			}
			String algorithm = (jwk.getAlgorithm() != null) ? jwk.getAlgorithm().getName() : null;
			return new IssuerKey(jwk.getKeyID(), algorithm, key, Map.copyOf(jwk.toPublicJWK().toJSONObject()));
		}
		catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException ex) {
			return null;
		}
	}

	/** RFC 7517, sections 4.2 and 4.3. */
	private static boolean isForUs(JWK jwk) {
		return isId(jwk.getKeyID()) && !jwk.isPrivate() && jwk.getKeyRevocation() == null
				&& (jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse()))
				&& (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
	}

	/** Returns the public key; null: it is of a kind that is not used, or a weak one. */
	static @Nullable PublicKey publicKey(JWK jwk) throws JOSEException, GeneralSecurityException {
		return switch (jwk) {
			case RSAKey rsa -> sound(rsa.toRSAPublicKey());
			case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> ec.toECPublicKey();
			case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> ed25519(pair.getDecodedX());
			default -> null;
		};
	}

	private static @Nullable PublicKey sound(RSAPublicKey key) {
		int bits = key.getModulus().bitLength();
		BigInteger exponent = key.getPublicExponent();
		return (bits >= SHORTEST_RSA_KEY && bits <= LONGEST_RSA_KEY && exponent.testBit(0)
				&& exponent.compareTo(LEAST_RSA_EXPONENT) >= 0) ? key : null;
	}

	/**
	 * A point is its y, little-endian, with the lowest bit of x as the highest (RFC 8032,
	 * section 5.1.3).
	 */
	private static @Nullable PublicKey ed25519(byte[] encoded) throws GeneralSecurityException {
		if (encoded.length != 32) {
			return null;
		}
		byte[] bigEndian = new byte[32];
		for (int i = 0; i < 32; i++) {
			bigEndian[i] = encoded[31 - i];
		}
		boolean isOdd = bigEndian[0] < 0;
		bigEndian[0] &= 0x7f;
		BigInteger y = new BigInteger(1, bigEndian);
		if (y.compareTo(PRIME) >= 0 || SMALL_ORDER.contains(y)) {
			return null;
		}
		PublicKey key = KeyFactory.getInstance("Ed25519")
			.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(isOdd, y)));
		// The JDK finds out only here that there is no such point.
		Signature.getInstance("Ed25519").initVerify(key);
		return key;
	}

}
