package dev.gatehouse.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class ListingTests {

	private final Partner partner;

	ListingTests(@LocalServerPort int port) {
		this.partner = Partner.at(port);
	}

	@Test
	void walkThroughAccountsStaysPutWhileOthersAreOpened() {
		assertStable("/v1/accounts", "accountId", () -> this.partner.show(this.partner.account()));
	}

	@Test
	void walkThroughTransactionsStaysPutWhileOthersAreBooked() {
		String account = this.partner.account();
		assertStable(account + "/transactions", "transactionId", () -> this.partner.credit(account, "1"));
	}

	@Test
	void cursorIsGoodForItsOwnListOnly() {
		String one = this.partner.account();
		String other = this.partner.account();
		this.partner.credit(one, "1").expect(201);
		this.partner.credit(one, "1").expect(201);
		String cursor = this.partner.client().get(one + "/transactions?limit=1").send().expect(200).text("/nextCursor");
		this.partner.client().get(other + "/transactions?cursor=" + cursor).send().expect(400, "request-invalid");
		this.partner.client().get("/v1/accounts?cursor=" + cursor).send().expect(400, "request-invalid");
	}

	@Test
	void limitHasBounds() {
		this.partner.client().get("/v1/accounts?limit=100").send().expect(200);
		this.partner.client().get("/v1/accounts?limit=101").invalid().send().expect(400, "request-invalid");
		this.partner.client().get("/v1/accounts?limit=0").invalid().send().expect(400, "request-invalid");
	}

	private void assertStable(String list, String id, Supplier<Answer> create) {
		List<String> before = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			before.addFirst(create.get().text("/" + id));
		}
		List<String> met = new ArrayList<>();
		String cursor = "";
		do {
			String from = cursor.isEmpty() ? "" : "&cursor=" + cursor;
			Answer page = this.partner.client().get(list + "?limit=2" + from).send().expect(200);
			page.json().path("items").forEach((item) -> met.add(item.path(id).asString()));
			cursor = page.json().path("nextCursor").asString("");
			assertThat(create.get().status()).isLessThan(300);
		}
		while (!cursor.isEmpty());
		assertThat(met).isEqualTo(before);
	}

}
