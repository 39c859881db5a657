package dev.gatehouse.loans.repay;

import java.util.Currency;

import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.problem.Problem;

import org.springframework.http.HttpStatus;

/** Why a payment is not taken; each name is a problem of the contract. */
final class RepaymentProblem {

	private RepaymentProblem() {
	}

	static Problem currencyMismatch(Currency currency) {
		return Problem
			.of(HttpStatus.UNPROCESSABLE_CONTENT, "currency-mismatch", "Currency mismatch",
					"The repayment is not in the loan's currency.")
			.with("currency", currency.getCurrencyCode());
	}

	static Problem loanRepaid() {
		return Problem.of(HttpStatus.CONFLICT, "loan-repaid", "Loan repaid", "The loan is repaid and takes no more.");
	}

	static Problem exceedsDebt(Money owed) {
		return Problem
			.of(HttpStatus.UNPROCESSABLE_CONTENT, "repayment-exceeds-debt", "Repayment exceeds debt",
					"The repayment is more than what is owed today.")
			.with("outstanding", owed);
	}

}
