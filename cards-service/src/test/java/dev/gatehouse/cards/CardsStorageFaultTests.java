package dev.gatehouse.cards;

import java.util.Map;

import dev.gatehouse.service.contract.Contract;
import dev.gatehouse.service.test.StorageFaultTests;

class CardsStorageFaultTests extends StorageFaultTests {

	CardsStorageFaultTests() {
		super(Contract.named("cards"), CardsApplication.class, "/v1/cards",
				Map.of(CardsTest.SETTING, CardsTest.NUMBER_KEY));
	}

}
