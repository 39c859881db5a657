package dev.gatehouse.gateway.revocation;

import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of an entry.
 *
 * @param subject what it is of
 * @param revokes whether it is to be revoked; false: undone
 * @param before of a client: tokens issued before this second are refused
 * @param until the second after which no token is left that it could concern
 * @param by who says that he decided it
 */
record Change(Subject subject, boolean revokes, long before, long until, String by) {

	/**
	 * Returns the entry that says so, later than the one that is known, and all that is
	 * left of that.
	 * @param now in milliseconds of the epoch
	 * @throws ManagementProblem if there is nothing to undo
	 */
	Revocation on(@Nullable Revocation known, long now) throws ManagementProblem {
		long stamp = (known != null) ? Math.max(now, known.stamp() + 1) : now;
		if (this.revokes) {
			return (known != null) ? known.revoked(stamp, this.before, this.until, this.by)
					: new Revocation(this.subject, true, stamp, this.before, this.until, this.by);
		}
		if (known == null || !known.isInForce(now / 1000)) {
			throw ManagementProblem.nothingRevoked();
		}
		return known.undone(stamp, this.by);
	}

	/** Returns whether an entry is as it is wanted. */
	boolean isDoneBy(Revocation entry) {
		return this.revokes ? entry.revoked() && entry.before() >= this.before && entry.until() >= this.until
				: !entry.revoked();
	}

}
