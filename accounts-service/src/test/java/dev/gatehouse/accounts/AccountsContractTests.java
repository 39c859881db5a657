package dev.gatehouse.accounts;

import dev.gatehouse.service.contract.ContractTests;
import dev.gatehouse.service.test.ServiceTest;

@ServiceTest
class AccountsContractTests extends ContractTests {

	AccountsContractTests() {
		super("accounts");
	}

}
