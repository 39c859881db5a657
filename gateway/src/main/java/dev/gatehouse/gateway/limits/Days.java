package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import dev.gatehouse.gateway.partner.Plan;

/** The calendar of quotas: days and months in UTC. */
final class Days {

	private Days() {
	}

	/** Returns when the period after that of a moment begins. */
	static Instant next(Plan.Period period, Instant moment) {
		LocalDate first = first(period, moment);
		return midnight((period == Plan.Period.DAY) ? first.plusDays(1) : first.plusMonths(1));
	}

	/** Returns the first day of the period that a moment is in. */
	static LocalDate first(Plan.Period period, Instant moment) {
		LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
		return (period == Plan.Period.DAY) ? day : day.withDayOfMonth(1);
	}

	static Instant midnight(LocalDate day) {
		return day.atStartOfDay().toInstant(ZoneOffset.UTC);
	}

}
