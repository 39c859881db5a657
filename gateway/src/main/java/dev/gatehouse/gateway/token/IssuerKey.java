package dev.gatehouse.gateway.token;

import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One public signature key of the issuer: used with the algorithms of its own kind alone,
 * and if it names one, with that one alone (RFC 8725, section 3.1).
 *
 * @param id its {@code kid}
 * @param algorithm the name of its only algorithm; null: any of its kind
 * @param key the key
 * @param jwk what it was read from, without any private part
 */
record IssuerKey(String id, @Nullable String algorithm, PublicKey key, Map<String, Object> jwk) {

	boolean fits(SignatureAlgorithm other) {
		return other.takes(this.key) && (this.algorithm == null || this.algorithm.equals(other.id()));
	}

	/** The same key may be written in several ways. */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof IssuerKey that && this.id.equals(that.id)
				&& Objects.equals(this.algorithm, that.algorithm) && this.key.equals(that.key);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

}
