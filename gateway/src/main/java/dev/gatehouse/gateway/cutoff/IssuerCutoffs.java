package dev.gatehouse.gateway.cutoff;

import java.util.Map;

import dev.gatehouse.gateway.revocation.Cutoffs;
import org.jspecify.annotations.Nullable;

/**
 * What the issuer has ended before its time, as it was last known. As long as nothing was
 * ever known, nobody can tell of any token whether it still counts.
 */
final class IssuerCutoffs implements Cutoffs {

	private volatile @Nullable CutoffSet known;

	private IssuerCutoffs(@Nullable CutoffSet known) {
		this.known = known;
	}

	/** Returns those of an issuer that is not asked: it ends none. */
	static IssuerCutoffs none() {
		return new IssuerCutoffs(CutoffSet.NONE);
	}

	/** Returns those that are not known yet. */
	static IssuerCutoffs unknown() {
		return new IssuerCutoffs(null);
	}

	void become(CutoffSet set) {
		this.known = set;
	}

	@Override
	public boolean areKnown() {
		return this.known != null;
	}

	@Override
	public boolean concern(String client, String tokenId, String keyId, long issued) {
		CutoffSet set = this.known;
		return set == null || set.ends(client, issued);
	}

	/**
	 * Returns since when clients have their secrets, in seconds of the epoch, as far as
	 * it is known.
	 */
	Map<String, Long> secrets() {
		CutoffSet set = this.known;
		return (set != null) ? set.secrets() : Map.of();
	}

	/** Returns how many clients have one of their own. */
	int size() {
		CutoffSet set = this.known;
		return (set != null) ? set.clients().size() : 0;
	}

}
