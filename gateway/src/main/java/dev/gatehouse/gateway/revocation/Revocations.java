package dev.gatehouse.gateway.revocation;

import java.util.List;

/** All that is revoked, whoever says so. */
public final class Revocations {

	private final Cutoffs[] sources;

	/** Asks these sources, each of which can refuse a token. */
	public Revocations(List<? extends Cutoffs> sources) {
		this.sources = sources.toArray(Cutoffs[]::new);
	}

	/** Returns whether every source knows what it has to know. */
	public boolean areKnown() {
		for (Cutoffs source : this.sources) {
			if (!source.areKnown()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns whether a token is refused.
	 * @param client who it was issued to
	 * @param tokenId its {@code jti}
	 * @param keyId the key that signed it
	 * @param issued its {@code iat}, in milliseconds of the epoch
	 */
	public boolean concern(String client, String tokenId, String keyId, long issued) {
		for (Cutoffs source : this.sources) {
			if (source.concern(client, tokenId, keyId, issued)) {
				return true;
			}
		}
		return false;
	}

}
