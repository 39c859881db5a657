package dev.gatehouse.cards.number;

/** The check digit of a card number (ISO/IEC 7812-1, annex B). */
final class Luhn {

	private Luhn() {
	}

	static boolean holds(String digits) {
		return weightedSum(digits, false) % 10 == 0;
	}

	static char checkDigit(String payload) {
		return (char) ('0' + (10 - weightedSum(payload, true) % 10) % 10);
	}

	private static int weightedSum(String digits, boolean doubleLast) {
		int sum = 0;
		boolean doubled = doubleLast;
		for (int i = digits.length() - 1; i >= 0; i--) {
			int digit = digits.charAt(i) - '0';
			sum += doubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
			doubled = !doubled;
		}
		return sum;
	}

}
