package dev.gatehouse.cards.number;

import java.security.SecureRandom;

/**
 * Makes card numbers that nobody can guess: issuer prefix, digits of a CSPRNG, Luhn
 * digit. Hands out only what may be kept. A personalisation bureau would be served from
 * inside this room, in {@link #next()}; nobody else in the bank needs the digits.
 */
public final class NumberMint {

	private static final int PAYLOAD_DIGITS = 15;

	private final Bin bin;

	private final FingerprintKey key;

	private final SecureRandom random;

	NumberMint(Bin bin, FingerprintKey key, SecureRandom random) {
		this.bin = bin;
		this.key = key;
		this.random = random;
	}

	public MintedNumber next() {
		CardNumber number = draw();
		return new MintedNumber(number.masked(), this.key.of(number));
	}

	CardNumber draw() {
		StringBuilder payload = new StringBuilder(this.bin.digits());
		while (payload.length() < PAYLOAD_DIGITS) {
			payload.append(this.random.nextInt(10));
		}
		return new CardNumber(payload.toString() + Luhn.checkDigit(payload.toString()));
	}

}
