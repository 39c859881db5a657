package dev.gatehouse.accounts;

import dev.gatehouse.service.test.StorageFaultTests;

class AccountsStorageFaultTests extends StorageFaultTests {

	AccountsStorageFaultTests() {
		super("accounts", AccountsApplication.class, "/v1/accounts");
	}

}
