package dev.gatehouse.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * Records that are missing in the chain, which says so itself.
 *
 * @param reason {@code crash}: the gateway was killed; {@code lost}: records could not be
 * written
 * @param missing how many; null: nobody knows
 * @param since when the first of them may have been
 * @param torn how many bytes of a line that a crash cut short were taken away
 */
record AuditGap(String reason, @Nullable Long missing, @Nullable String since, long torn) {

	static AuditGap crash(@Nullable String since, long torn) {
		return new AuditGap("crash", null, since, torn);
	}

}
