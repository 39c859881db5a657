package dev.gatehouse.loans.annuity;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * One due date a month, on the agreed day or on the month's last day when the month is
 * shorter: 31 January, 28 February, 31 March. Numbers begin at 1 and never end.
 */
public record DueDates(LocalDate first, int day) {

	public DueDates {
		if (day < 1 || day > 31 || !first.equals(clamped(YearMonth.from(first), day))) {
			throw new IllegalArgumentException("the first due date must fall on the agreed day of the month");
		}
	}

	/** Due on the day of the month of this first date. */
	public static DueDates from(LocalDate first) {
		return new DueDates(first, first.getDayOfMonth());
	}

	/** Due monthly after this date, beginning one month after it. */
	public static DueDates after(LocalDate start) {
		return new DueDates(start.plusMonths(1), start.getDayOfMonth());
	}

	public LocalDate of(int number) {
		return clamped(YearMonth.from(this.first).plusMonths(number - 1L), this.day);
	}

	/** The number of the first due date that is later than this date. */
	int numberAfter(LocalDate date) {
		long monthsOn = YearMonth.from(this.first).until(YearMonth.from(date), ChronoUnit.MONTHS);
		int number = Math.toIntExact(Math.max(1, monthsOn + 1));
		return of(number).isAfter(date) ? number : number + 1;
	}

	private static LocalDate clamped(YearMonth month, int day) {
		return month.atDay(Math.min(day, month.lengthOfMonth()));
	}

}
