package dev.gatehouse.loans;

import dev.gatehouse.service.test.StorageFaultTests;

/** Without its database the service refuses in time and comes back by itself. */
class LoansStorageFaultTests extends StorageFaultTests {

	LoansStorageFaultTests() {
		super("loans", LoansApplication.class, "/v1/loans");
	}

}
