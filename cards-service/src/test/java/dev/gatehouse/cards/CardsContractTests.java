package dev.gatehouse.cards;

import dev.gatehouse.service.contract.ContractTests;

@CardsTest
class CardsContractTests extends ContractTests {

	CardsContractTests() {
		super("cards");
	}

}
