package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;

/** How much of one payment went to interest and how much to principal. */
public record Allocation(BigDecimal interest, BigDecimal principal) {

	public BigDecimal total() {
		return this.interest.add(this.principal);
	}

}
