package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;

/** One line of a schedule: what is paid when, and the principal that remains after it. */
public record Instalment(int number, LocalDate dueDate, BigDecimal interest, BigDecimal principal,
		BigDecimal remaining) {

	public BigDecimal payment() {
		return this.interest.add(this.principal);
	}

}
