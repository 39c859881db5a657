package dev.gatehouse.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.Call;
import dev.gatehouse.service.contract.ContractClient;
import tools.jackson.databind.JsonNode;

/** A partner nobody has seen before, who keeps accounts in euros. */
public final class Partner {

	private final ContractClient client;

	private Partner(ContractClient client) {
		this.client = client;
	}

	public static Partner at(int port) {
		return new Partner(ContractClient.of("accounts", port).asStranger());
	}

	/** Somebody else at the same service. */
	public Partner other() {
		return new Partner(this.client.asStranger());
	}

	public ContractClient client() {
		return this.client;
	}

	public Answer open(String order) {
		return this.client.post("/v1/accounts").key(fresh()).json(order).send();
	}

	/** The path of a new account without overdraft. */
	public String account() {
		return open("{\"holder\":\"Ada\",\"currency\":\"EUR\"}").expect(201).required("Location");
	}

	/** The path of a new account with this overdraft limit. */
	public String account(String overdraft) {
		return open("{\"holder\":\"Ada\",\"currency\":\"EUR\",\"overdraftLimit\":" + euros(overdraft) + "}").expect(201)
			.required("Location");
	}

	public Answer credit(String account, String amount) {
		return post(account, "credit", amount).send();
	}

	public Answer debit(String account, String amount) {
		return post(account, "debit", amount).send();
	}

	/** A posting in the making, under a key of its own. */
	public Call post(String account, String type, String amount) {
		return this.client.post(account + "/transactions")
			.key(fresh())
			.json("{\"type\":\"" + type + "\",\"amount\":" + euros(amount) + "}");
	}

	public Answer show(String account) {
		return this.client.get(account).send().expect(200);
	}

	public String balance(String account) {
		return show(account).text("/balance/amount");
	}

	public Answer close(String account) {
		return this.client.delete(account).ifMatch(show(account).required("ETag")).send();
	}

	/** Every item of the list, page by page. */
	public List<JsonNode> walk(String list, int limit) {
		List<JsonNode> items = new ArrayList<>();
		String cursor = "";
		do {
			String from = cursor.isEmpty() ? "" : "&cursor=" + cursor;
			JsonNode page = this.client.get(list + "?limit=" + limit + from).send().expect(200).json();
			page.path("items").forEach(items::add);
			cursor = page.path("nextCursor").asString("");
		}
		while (!cursor.isEmpty());
		return items;
	}

	public static String euros(String amount) {
		return "{\"amount\":\"" + amount + "\",\"currency\":\"EUR\"}";
	}

	public static String fresh() {
		return UUID.randomUUID().toString();
	}

}
