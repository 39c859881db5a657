package dev.gatehouse.gateway.binding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a used proof is remembered by: half of the SHA-256 of its key and its {@code jti}.
 * Whoever finds two that are alike has one of them refused, and gains nothing.
 *
 * @param high its first eight bytes
 * @param low its next eight
 */
record ProofId(long high, long low) {

	/** Returns the id of a proof of this key. */
	static ProofId of(String thumbprint, String jti) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(thumbprint.getBytes(StandardCharsets.US_ASCII));
			digest.update((byte) '.');
			ByteBuffer hash = ByteBuffer.wrap(digest.digest(jti.getBytes(StandardCharsets.UTF_8)));
			return new ProofId(hash.getLong(), hash.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Its text, of 22 characters. */
	@Override
	public String toString() {
		byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(this.high).putLong(this.low).array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
