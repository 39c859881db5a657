package dev.gatehouse.gateway.validation;

import java.time.Month;
import java.time.Year;

/**
 * A {@code full-date} of RFC 3339, section 5.6: four digits, two, two, and a day that
 * there is.
 */
final class DateForm {

	private static final int LENGTH = 10;

	private DateForm() {
	}

	static boolean is(String text) {
		if (text.length() != LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
			return false;
		}
		int year = number(text, 0, 4);
		int month = number(text, 5, 7);
		int day = number(text, 8, LENGTH);
		return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= Month.of(month).length(Year.isLeap(year));
	}

	/** Returns the number that digits make, or -1 if one of them is none. */
	private static int number(String text, int from, int to) {
		int number = 0;
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (c < '0' || c > '9') {
				return -1;
			}
			number = number * 10 + (c - '0');
		}
		return number;
	}

}
