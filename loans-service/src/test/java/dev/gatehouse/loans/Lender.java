package dev.gatehouse.loans;

import java.util.UUID;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.Call;
import dev.gatehouse.service.contract.ContractClient;

/**
 * A partner nobody has seen before, and what he does. Every call is held against the
 * contract.
 */
record Lender(ContractClient calls) {

	static Lender at(int port) {
		return new Lender(ContractClient.of("loans", port).asStranger());
	}

	Call applying(String json) {
		return this.calls.post("/v1/loans").key(newKey()).json(json);
	}

	Answer apply(Application application) {
		return applying(application.json()).send();
	}

	/** The path of a loan that was granted. */
	String borrow(Application application) {
		return apply(application).expect(201).required("Location");
	}

	Answer show(String loan) {
		return this.calls.get(loan).send();
	}

	String outstanding(String loan) {
		return show(loan).expect(200).text("/outstanding/amount");
	}

	Call repaying(String loan, String euros) {
		return this.calls.post(loan + "/repayments").json(payment(euros, "EUR"));
	}

	Answer repay(String loan, String euros) {
		return repaying(loan, euros).key(newKey()).send();
	}

	static String payment(String amount, String currency) {
		return "{\"amount\": {\"amount\": \"" + amount + "\", \"currency\": \"" + currency + "\"}}";
	}

	static String newKey() {
		return UUID.randomUUID().toString();
	}

}
