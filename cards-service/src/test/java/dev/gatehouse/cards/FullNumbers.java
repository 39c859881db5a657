package dev.gatehouse.cards;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds what may be a full card number in any text: 13 to 19 digits on their own, also in
 * groups, whose last one is a Luhn digit. Digits inside a word, such as in hexadecimal,
 * are not on their own.
 */
final class FullNumbers {

	private static final Pattern DIGITS = Pattern.compile("(?<![0-9A-Za-z])[0-9]{13,19}(?![0-9A-Za-z])");

	private static final Pattern GROUPS = Pattern.compile("(?<![0-9A-Za-z])(?:[0-9]{4}[ -]){3}[0-9]{4}(?![0-9A-Za-z])");

	private static final Pattern ISSUED = Pattern.compile("999999[0-9]{10}");

	private FullNumbers() {
	}

	static List<String> in(String text) {
		return List.of(DIGITS, GROUPS, ISSUED)
			.stream()
			.flatMap((pattern) -> pattern.matcher(text).results())
			.map(MatchResult::group)
			.filter((found) -> sumOfLuhn(found.replaceAll("[ -]", "")) % 10 == 0)
			.distinct()
			.toList();
	}

	/** Written anew, so that an error in the service's own arithmetic hides nothing. */
	private static int sumOfLuhn(String digits) {
		int sum = 0;
		for (int place = 0; place < digits.length(); place++) {
			int digit = Character.digit(digits.charAt(digits.length() - 1 - place), 10);
			int counted = (place % 2 == 1) ? 2 * digit : digit;
			sum += (counted > 9) ? counted - 9 : counted;
		}
		return sum;
	}

}
