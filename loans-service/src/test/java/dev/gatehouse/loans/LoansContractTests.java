package dev.gatehouse.loans;

import dev.gatehouse.service.contract.ContractTests;

/** The service has the operations of {@code apis/loans.yaml} and no other. */
@LoansTest
class LoansContractTests extends ContractTests {

	LoansContractTests() {
		super("loans");
	}

}
