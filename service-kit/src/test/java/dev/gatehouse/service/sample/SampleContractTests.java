package dev.gatehouse.service.sample;

import dev.gatehouse.service.contract.ContractTests;

@SampleTest
class SampleContractTests extends ContractTests {

	SampleContractTests() {
		super(Notes.contract());
	}

}
