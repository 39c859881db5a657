package dev.gatehouse.gateway.cutoff;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the issuer has ended before its time, as it was last known: asked on every
 * request, so it waits for nothing. As long as nothing was ever known, nobody can tell of
 * any token whether it still counts.
 */
public final class Cutoffs {

	private volatile @Nullable CutoffSet known;

	private Cutoffs(@Nullable CutoffSet known) {
		this.known = known;
	}

	/** Returns those of an issuer that is not asked: it ends none. */
	public static Cutoffs none() {
		return new Cutoffs(CutoffSet.NONE);
	}

	/** Returns those that are not known yet. */
	static Cutoffs unknown() {
		return new Cutoffs(null);
	}

	void become(CutoffSet set) {
		this.known = set;
	}

	/** Returns whether it is known what the issuer has ended. */
	public boolean areKnown() {
		return this.known != null;
	}

	/**
	 * Returns whether a token was ended, or nobody can tell.
	 * @param client whom it was issued to
	 * @param issued when
	 */
	public boolean mayHaveEnded(String client, @Nullable Instant issued) {
		CutoffSet set = this.known;
		return set == null || set.ends(client, (issued != null) ? issued.toEpochMilli() : 0);
	}

	/** Returns how many clients have one of their own. */
	int size() {
		CutoffSet set = this.known;
		return (set != null) ? set.clients().size() : 0;
	}

}
