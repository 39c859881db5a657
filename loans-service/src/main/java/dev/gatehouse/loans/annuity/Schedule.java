package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The amortisation schedule to the cent. The principal parts sum to the principal
 * exactly: every month but the last pays the annuity, the last one pays what is left and
 * so takes the rounding.
 */
public record Schedule(List<Instalment> instalments) {

	public Schedule {
		instalments = List.copyOf(instalments);
	}

	/**
	 * @throws NotAmortisingException when a month's annuity would not cover its interest,
	 * or rounding would leave the last month nothing or more than two annuities
	 */
	public static Schedule of(Terms terms) {
		BigDecimal annuity = terms.annuity();
		List<Instalment> instalments = new ArrayList<>(terms.months());
		BigDecimal remaining = terms.principal();
		for (int number = 1; number < terms.months(); number++) {
			BigDecimal interest = terms.rate().ofMonth(remaining);
			BigDecimal principal = annuity.subtract(interest);
			requirePaydown(principal, remaining);
			remaining = remaining.subtract(principal);
			instalments.add(new Instalment(number, terms.dueDates().of(number), interest, principal, remaining));
		}
		instalments.add(last(terms, remaining, annuity));
		return new Schedule(instalments);
	}

	public BigDecimal totalInterest() {
		return this.instalments.stream().map(Instalment::interest).reduce(BigDecimal::add).orElseThrow();
	}

	public BigDecimal totalPayable() {
		return this.instalments.stream().map(Instalment::payment).reduce(BigDecimal::add).orElseThrow();
	}

	private static void requirePaydown(BigDecimal principal, BigDecimal remaining) {
		if (principal.signum() <= 0) {
			throw new NotAmortisingException("the annuity does not cover the interest");
		}
		if (principal.compareTo(remaining) >= 0) {
			throw new NotAmortisingException("the rounded annuity pays the loan off before its last month");
		}
	}

	private static Instalment last(Terms terms, BigDecimal remaining, BigDecimal annuity) {
		BigDecimal interest = terms.rate().ofMonth(remaining);
		if (remaining.add(interest).compareTo(annuity.add(annuity)) > 0) {
			throw new NotAmortisingException("rounding leaves the last month more than two annuities");
		}
		BigDecimal nothing = remaining.subtract(remaining);
		return new Instalment(terms.months(), terms.dueDates().of(terms.months()), interest, remaining, nothing);
	}

}
