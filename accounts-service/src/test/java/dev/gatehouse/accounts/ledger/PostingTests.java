package dev.gatehouse.accounts.ledger;

import dev.gatehouse.accounts.Partner;
import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class PostingTests {

	private final Partner partner;

	PostingTests(@LocalServerPort int port) {
		this.partner = Partner.at(port);
	}

	@Test
	void creditAndDebitMoveTheBalance() {
		String account = this.partner.account();
		Answer credit = this.partner.credit(account, "10.50").expect(201);
		assertThat(credit.text("/type")).isEqualTo("credit");
		assertThat(credit.text("/amount/amount")).isEqualTo("10.50");
		assertThat(credit.text("/balanceAfter/amount")).isEqualTo("10.50");
		Answer debit = this.partner.debit(account, "0.25").expect(201);
		assertThat(debit.text("/type")).isEqualTo("debit");
		assertThat(debit.text("/amount/amount")).isEqualTo("0.25");
		assertThat(debit.text("/balanceAfter/amount")).isEqualTo("10.25");
		assertThat(this.partner.balance(account)).isEqualTo("10.25");
	}

	@Test
	void referenceIsKept() {
		String account = this.partner.account();
		String order = "{\"type\":\"credit\",\"amount\":" + Partner.euros("1") + ",\"reference\":\"Rechnung ü 4711\"}";
		Answer posted = this.partner.client().post(account + "/transactions").key("k").json(order).send().expect(201);
		assertThat(posted.text("/reference")).isEqualTo("Rechnung ü 4711");
		assertThat(this.partner.walk(account + "/transactions", 10).getFirst()).isEqualTo(posted.json());
	}

	@Test
	void debitDownToTheOverdraftLimitIsBooked() {
		String account = this.partner.account("100.00");
		this.partner.debit(account, "100.00").expect(201);
		assertThat(this.partner.balance(account)).isEqualTo("-100.00");
	}

	@Test
	void debitBelowOverdraftIsRefused() {
		String account = this.partner.account("100.00");
		this.partner.credit(account, "5.00").expect(201);
		Answer refused = this.partner.debit(account, "105.01").expect(422, "overdraft-exceeded");
		assertThat(refused.text("/available/amount")).isEqualTo("105.00");
		assertThat(this.partner.balance(account)).isEqualTo("5.00");
		assertThat(this.partner.walk(account + "/transactions", 10)).hasSize(1);
	}

	@Test
	void debitWithoutMoneyIsRefused() {
		this.partner.debit(this.partner.account(), "0.01").expect(422, "overdraft-exceeded");
	}

	@Test
	void otherCurrencyIsRefused() {
		String account = this.partner.account();
		String order = "{\"type\":\"credit\",\"amount\":{\"amount\":\"1\",\"currency\":\"USD\"}}";
		this.partner.client()
			.post(account + "/transactions")
			.key("k")
			.json(order)
			.send()
			.expect(422, "currency-mismatch");
		assertThat(this.partner.balance(account)).isEqualTo("0.00");
	}

	@Test
	void accountHoldsNoMoreThanItCanShow() {
		String account = this.partner.account("1000000");
		this.partner.credit(account, "999999999999.99").expect(201);
		this.partner.credit(account, "0.01").expect(422, "balance-too-large");
		this.partner.debit(account, "999999999999.99").expect(201);
		assertThat(this.partner.balance(account)).isEqualTo("0.00");
	}

	@Test
	void refusedPostingLeavesItsKeyFree() {
		String account = this.partner.account();
		String order = "{\"type\":\"debit\",\"amount\":" + Partner.euros("1") + "}";
		String path = account + "/transactions";
		this.partner.client().post(path).key("k").json(order).send().expect(422, "overdraft-exceeded");
		this.partner.credit(account, "1").expect(201);
		this.partner.client().post(path).key("k").json(order).send().expect(201);
	}

	@Test
	void sameKeyOnTwoAccountsIsTwoPostings() {
		String order = "{\"type\":\"credit\",\"amount\":" + Partner.euros("1") + "}";
		for (String account : new String[] { this.partner.account(), this.partner.account() }) {
			this.partner.client().post(account + "/transactions").key("k").json(order).send().expect(201);
			assertThat(this.partner.balance(account)).isEqualTo("1.00");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"type\":\"credit\"} | /amount",
			"{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"}} | /type",
			"{\"type\":\"gift\",\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"}} | /type",
			"{\"type\":0,\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"}} | /type",
			"{\"type\":\"credit\",\"amount\":{\"amount\":\"0\",\"currency\":\"EUR\"}} | /amount",
			"{\"type\":\"credit\",\"amount\":{\"amount\":\"-1\",\"currency\":\"EUR\"}} | /amount",
			"{\"type\":\"credit\",\"amount\":{\"amount\":\"0.001\",\"currency\":\"EUR\"}} | /amount",
			"{\"type\":\"credit\",\"amount\":{\"amount\":1,\"currency\":\"EUR\"}} | /amount/amount",
			"{\"type\":\"credit\",\"amount\":1.5} | /amount",
			"{\"type\":\"credit\",\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"bookedAt\":\"x\"} | ``",
			"{\"type\":\"credit\",\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"reference\":\"\"} | /reference",
			"{\"type\":\"credit\",\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"reference\":\"a\\tb\"} | /reference" })
	void orderThatBreaksTheContractIsRefused(String order, String pointer) {
		String account = this.partner.account();
		Answer refused = this.partner.client().post(account + "/transactions").key("k").json(order).invalid().send();
		assertThat(refused.expect(400, "request-invalid").text("/errors/0/pointer"))
			.isEqualTo((pointer != null) ? pointer : "");
		assertThat(this.partner.balance(account)).isEqualTo("0.00");
	}

}
