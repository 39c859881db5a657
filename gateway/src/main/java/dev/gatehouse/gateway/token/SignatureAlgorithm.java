package dev.gatehouse.gateway.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that can be accepted (RFC 7518, section 3.1; RFC 8037, section
 * 3.1), each with the one kind of key that it takes.
 */
enum SignatureAlgorithm {

	RS256("RS256", RSAPublicKey.class) {

		@Override
		Signature signature(CryptoProvider provider) throws NoSuchAlgorithmException {
			return provider.signature("SHA256withRSA");
		}

	},

	PS256("PS256", RSAPublicKey.class) {

		@Override
		Signature signature(CryptoProvider provider)
				throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
			Signature signature = provider.signature("RSASSA-PSS");
			signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
			return signature;
		}

	},

	ES256("ES256", ECPublicKey.class) {

		@Override
		Signature signature(CryptoProvider provider) throws NoSuchAlgorithmException {
			return provider.signature("SHA256withECDSAinP1363Format");
		}

		/**
		 * Two numbers of 32 bytes, each from 1 to below the order of the curve (RFC 7518,
		 * section 3.4). The JDK has once forgotten to look (CVE-2022-21449).
		 */
		@Override
		boolean isPlausible(byte[] signature) {
			return signature.length == 64 && isScalar(signature, 0) && isScalar(signature, 32);
		}

		private static boolean isScalar(byte[] bytes, int from) {
			BigInteger number = new BigInteger(1, Arrays.copyOfRange(bytes, from, from + 32));
			return number.signum() > 0 && number.compareTo(P256_ORDER) < 0;
		}

	},

	EDDSA("EdDSA", EdECPublicKey.class) {

		@Override
		Signature signature(CryptoProvider provider) throws NoSuchAlgorithmException {
			return provider.signature("Ed25519");
		}

		@Override
		boolean isPlausible(byte[] signature) {
			return signature.length == 64;
		}

	};

	private static final BigInteger P256_ORDER = new BigInteger(
			"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

	private final String id;

	private final Class<? extends PublicKey> keys;

	SignatureAlgorithm(String id, Class<? extends PublicKey> keys) {
		this.id = id;
		this.keys = keys;
	}

	/** Returns the algorithm of this name, which is case-sensitive, or null. */
	static @Nullable SignatureAlgorithm named(String id) {
		for (SignatureAlgorithm algorithm : values()) {
			if (algorithm.id.equals(id)) {
				return algorithm;
			}
		}
		return null;
	}

	static List<String> names() {
		return Arrays.stream(values()).map(SignatureAlgorithm::id).toList();
	}

	String id() {
		return this.id;
	}

	/** Returns whether keys of this kind are the ones for this algorithm. */
	boolean takes(PublicKey key) {
		return this.keys.isInstance(key);
	}

	/** Returns whether the key has made the signature of this input. */
	boolean verifies(PublicKey key, byte[] input, byte[] signature) {
		return verifies(CryptoProvider.best(), key, input, signature);
	}

	boolean verifies(CryptoProvider provider, PublicKey key, byte[] input, byte[] signature) {
		if (!isPlausible(signature)) {
			return false;
		}
		try {
			Signature check = signature(provider);
			check.initVerify(key);
			check.update(input);
			return check.verify(signature);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			// Where one provider says no, the other throws.
			return false;
		}
	}

	abstract Signature signature(CryptoProvider provider) throws GeneralSecurityException;

	boolean isPlausible(byte[] signature) {
		return signature.length > 0;
	}

}
