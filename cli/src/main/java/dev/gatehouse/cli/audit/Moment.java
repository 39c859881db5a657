package dev.gatehouse.cli.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * A moment as people write it: {@code 2026-11-21T18:30:00Z}, {@code 2026-11-21} (when the
 * day begins, UTC), or {@code 90m}, {@code 2h}, {@code 7d} ago.
 */
final class Moment {

	private Moment() {
	}

	static Instant of(String text, InstantSource clock) {
		try {
			if (text.matches("\\d{1,6}[smh]")) {
				return clock.instant().minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
			}
			if (text.matches("\\d{1,6}d")) {
				return clock.instant().minus(Duration.parse("P" + text.toUpperCase(Locale.ROOT)));
			}
			return text.matches("\\d{4}-\\d\\d-\\d\\d") ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
					: OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			throw new Complaint(text + " is no time: write 2026-11-21T18:30:00Z, 2026-11-21, or 90m, 2h, 7d ago.", ex);
		}
	}

}
