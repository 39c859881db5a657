package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;

/** Loans as a bank might write them, drawn from a fixed seed: a failure comes back. */
final class RandomTerms {

	private RandomTerms() {
	}

	static Stream<Terms> loans(long seed, int count) {
		Random random = new Random(seed);
		return Stream.generate(() -> loan(random)).limit(count);
	}

	private static Terms loan(Random random) {
		LocalDate start = LocalDate.parse("2026-11-01").plusDays(random.nextInt(1500));
		BigDecimal principal = BigDecimal.valueOf(500_000 + random.nextLong(100_000_000), 2);
		BigDecimal percent = random.nextInt(10) == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextInt(120_000), 4);
		DueDates dueDates = random.nextBoolean() ? DueDates.after(start)
				: DueDates.from(start.plusDays(1 + random.nextInt(60)));
		return new Terms(principal, new InterestRate(percent), 1 + random.nextInt(360), start, dueDates);
	}

}
