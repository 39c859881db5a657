package dev.gatehouse.gateway.revocation;

/**
 * A source that ends the life of tokens early. Asked on every request: it answers from
 * memory and waits for nothing.
 */
public interface Cutoffs {

	/**
	 * Returns whether the source knows what it has to know. Until then no token can be
	 * decided; from then on what was last known counts.
	 */
	boolean areKnown();

	/**
	 * Returns whether a token is refused.
	 * @param client who it was issued to
	 * @param tokenId its {@code jti}
	 * @param keyId the key that signed it
	 * @param issued its {@code iat}, in milliseconds of the epoch
	 */
	boolean concern(String client, String tokenId, String keyId, long issued);

}
