package dev.gatehouse.loans.annuity;

import java.io.Serial;
import java.math.BigDecimal;

/** More was offered than is owed; says how much is. */
public final class ExceedsDebtException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final BigDecimal owed;

	ExceedsDebtException(BigDecimal owed) {
		super("the payment exceeds the debt");
		this.owed = owed;
	}

	public BigDecimal owed() {
		return this.owed;
	}

}
