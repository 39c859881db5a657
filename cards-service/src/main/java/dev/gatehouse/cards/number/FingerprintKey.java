package dev.gatehouse.cards.number;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret of the fingerprints. Prints nothing of itself. */
final class FingerprintKey {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	FingerprintKey(byte[] secret) {
		this.key = new SecretKeySpec(secret, ALGORITHM);
	}

	NumberFingerprint of(CardNumber number) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return NumberFingerprint.of(mac.doFinal(number.bytes()));
		}
		catch (NoSuchAlgorithmException | InvalidKeyException ex) {
			throw new IllegalStateException("every Java platform has " + ALGORITHM, ex);
		}
	}

}
