package dev.gatehouse.cards.number;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A mint whose numbers a test knows before. */
public final class ScriptedMint {

	private ScriptedMint() {
	}

	/**
	 * A mint whose n-th number repeats the n-th of these digits, and from then on the
	 * last one.
	 */
	public static NumberMint of(int... digits) {
		return new NumberMint(new Bin("999999"), new FingerprintKey(new byte[32]), new Script(digits));
	}

	private static final class Script extends SecureRandom {

		private static final long serialVersionUID = 1L;

		private static final int DIGITS_A_NUMBER = 9;

		private final int[] digits;

		private final AtomicInteger drawn = new AtomicInteger();

		private Script(int[] digits) {
			this.digits = digits.clone();
		}

		@Override
		public int nextInt(int bound) {
			int number = this.drawn.getAndIncrement() / DIGITS_A_NUMBER;
			return this.digits[Math.min(number, this.digits.length - 1)];
		}

	}

}
