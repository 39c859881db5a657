package dev.gatehouse.accounts.account;

import java.math.BigInteger;
import java.util.Locale;

/**
 * An account's number: an IBAN (ISO 13616) of a bank that does not exist, with valid
 * check digits (ISO 7064, MOD 97-10).
 */
public record Iban(String value) {

	private static final String COUNTRY = "DE";

	private static final String BANK = "99988877";

	private static final BigInteger MODULUS = BigInteger.valueOf(97);

	public Iban {
		if (!isValid(value)) {
			throw new IllegalArgumentException("not an IBAN of this bank");
		}
	}

	/** The IBAN of the account with this number, from 1 to 9,999,999,999. */
	static Iban of(long number) {
		String account = BANK + String.format(Locale.ROOT, "%010d", number);
		int rest = rest(account + digits(COUNTRY) + "00");
		return new Iban(COUNTRY + String.format(Locale.ROOT, "%02d", 98 - rest) + account);
	}

	private static boolean isValid(String value) {
		return value.matches(COUNTRY + "\\d{2}" + BANK + "\\d{10}")
				&& rest(value.substring(4) + digits(COUNTRY) + value.substring(2, 4)) == 1;
	}

	private static int rest(String digits) {
		return new BigInteger(digits).mod(MODULUS).intValue();
	}

	/** A letter counts as its place in the alphabet plus nine. */
	private static String digits(String letters) {
		StringBuilder digits = new StringBuilder();
		letters.chars().forEach((letter) -> digits.append(letter - 'A' + 10));
		return digits.toString();
	}

	@Override
	public String toString() {
		return this.value;
	}

}
