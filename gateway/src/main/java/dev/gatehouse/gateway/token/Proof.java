package dev.gatehouse.gateway.token;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A proof of possession as it came (RFC 9449, section 4.2). Nothing in it is to be
 * believed before its signature was checked.
 */
public final class Proof {

	private final String header;

	private final ProofKey key;

	private final Map<String, @Nullable Object> claims;

	private final byte[] input;

	private final byte[] signature;

	/**
	 * @param header as it is written
	 */
	Proof(String header, ProofKey key, Map<String, @Nullable Object> claims, byte[] input, byte[] signature) {
		this.header = header;
		this.key = key;
		this.claims = claims;
		this.input = input;
		this.signature = signature;
	}

	/** Returns whether the key that it brings along has signed it. */
	boolean isSigned() {
		return this.key.algorithm().verifies(this.key.key(), this.input, this.signature);
	}

	String header() {
		return this.header;
	}

	ProofKey key() {
		return this.key;
	}

	/** Returns the thumbprint of the key that it brings along (RFC 7638). */
	public String thumbprint() {
		return this.key.thumbprint();
	}

	public String algorithm() {
		return this.key.algorithm().id();
	}

	/** Returns a claim that is text, or null. */
	public @Nullable String text(String claim) {
		return (this.claims.get(claim) instanceof String text) ? text : null;
	}

	/** Returns when it was made, in milliseconds of the epoch, or null. */
	public @Nullable Long issuedMillis() {
		return NumericDate.millis(this.claims.get("iat"));
	}

}
