package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import dev.gatehouse.gateway.partner.Plan;

/**
 * A count per calendar day or month, in UTC. A wall clock that is set back does not open
 * a new period.
 */
final class QuotaCount {

	private final Plan.Quota quota;

	private Instant ends = Instant.MIN;

	private long used;

	QuotaCount(Plan.Quota quota) {
		this.quota = quota;
	}

	/**
	 * Takes one request if the period has one left. Returns 0, or the seconds until the
	 * next period.
	 */
	synchronized long take(Instant now) {
		if (!now.isBefore(this.ends)) {
			this.ends = end(now);
			this.used = 0;
		}
		if (this.used < this.quota.requests()) {
			this.used++;
			return 0;
		}
		return untilNext(now);
	}

	Plan.Quota limit() {
		return this.quota;
	}

	/** Returns what {@link #take} would return, and takes nothing. */
	synchronized long look(Instant now) {
		return (left(now) > 0) ? 0 : untilNext(now);
	}

	/** Returns how many requests the period has left. */
	synchronized long left(Instant now) {
		return now.isBefore(this.ends) ? this.quota.requests() - this.used : this.quota.requests();
	}

	/** Returns the seconds until the next period. */
	synchronized long untilNext(Instant now) {
		Instant next = now.isBefore(this.ends) ? this.ends : end(now);
		return next.getEpochSecond() - now.getEpochSecond();
	}

	private Instant end(Instant now) {
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		LocalDate next = switch (this.quota.period()) {
			case DAY -> today.plusDays(1);
			case MONTH -> today.withDayOfMonth(1).plusMonths(1);
		};
		return next.atStartOfDay().toInstant(ZoneOffset.UTC);
	}

}
