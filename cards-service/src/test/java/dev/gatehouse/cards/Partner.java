package dev.gatehouse.cards;

import java.util.UUID;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.Call;
import dev.gatehouse.service.contract.ContractClient;

/** A partner that nobody has seen before, and what it does with cards. */
final class Partner {

	static final String ORDER = order("debit", "EUR", "1500.00", "EUR");

	private final ContractClient bank;

	Partner(int port) {
		this.bank = ContractClient.of("cards", port).asStranger();
	}

	static String order(String product, String currency, String amount, String limitCurrency) {
		return """
				{"product":"%s","holderName":"Ada Lovelace","currency":"%s","monthlyLimit":%s}""".formatted(product,
				currency, money(amount, limitCurrency));
	}

	static String money(String amount, String currency) {
		return "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency);
	}

	static String reason(String reason) {
		return "{\"reason\":\"%s\"}".formatted(reason);
	}

	Answer issue() {
		return order(ORDER).send().expect(201);
	}

	/** An order under a key of its own. */
	Call order(String order) {
		return post("/v1/cards").key(UUID.randomUUID().toString()).json(order);
	}

	Call get(String target) {
		return this.bank.get(target);
	}

	Call post(String target) {
		return this.bank.post(target);
	}

	Answer show(Answer card) {
		return get(path(card)).send();
	}

	Answer block(Answer card, String reason) {
		return post(path(card) + "/block").ifMatch(tag(card)).json(reason(reason)).send();
	}

	Answer unblock(Answer card) {
		return post(path(card) + "/unblock").ifMatch(tag(card)).send();
	}

	Answer limit(Answer card, String amount) {
		return changeLimit(card).ifMatch(tag(card)).json(money(amount, "EUR")).send();
	}

	Call changeLimit(Answer card) {
		return this.bank.put(path(card) + "/limit");
	}

	static String path(Answer card) {
		return "/v1/cards/" + card.text("/cardId");
	}

	static String tag(Answer card) {
		return card.required("ETag");
	}

}
