package dev.gatehouse.accounts.account;

import dev.gatehouse.accounts.Partner;
import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class ClosingTests {

	private final Partner partner;

	private String account = "";

	ClosingTests(@LocalServerPort int port) {
		this.partner = Partner.at(port);
	}

	@BeforeEach
	void openAccount() {
		this.account = this.partner.account("100");
	}

	@Test
	void emptyAccountIsClosedAndStaysReadable() {
		assertThat(this.partner.close(this.account).expect(204).body()).isEmpty();
		assertThat(this.partner.show(this.account).text("/status")).isEqualTo("closed");
		assertThat(this.partner.walk("/v1/accounts", 100)).hasSize(1);
	}

	@Test
	void closedIsFinal() {
		this.partner.close(this.account).expect(204);
		this.partner.close(this.account).expect(409, "account-closed");
		this.partner.credit(this.account, "1").expect(409, "account-closed");
		this.partner.debit(this.account, "1").expect(409, "account-closed");
	}

	@Test
	void accountWithMoneyIsNotClosed() {
		this.partner.credit(this.account, "0.01").expect(201);
		Answer refused = this.partner.close(this.account).expect(409, "balance-not-zero");
		assertThat(refused.text("/balance/amount")).isEqualTo("0.01");
		this.partner.debit(this.account, "0.01").expect(201);
		this.partner.close(this.account).expect(204);
	}

	@Test
	void accountInDebtIsNotClosed() {
		this.partner.debit(this.account, "0.01").expect(201);
		Answer refused = this.partner.close(this.account).expect(409, "balance-not-zero");
		assertThat(refused.text("/balance/amount")).isEqualTo("-0.01");
	}

	@Test
	void accountThatHasMovedOnIsNotClosed() {
		String seen = this.partner.show(this.account).required("ETag");
		this.partner.credit(this.account, "1").expect(201);
		this.partner.debit(this.account, "1").expect(201);
		this.partner.client().delete(this.account).ifMatch(seen).send().expect(412, "precondition-failed");
		assertThat(this.partner.show(this.account).text("/status")).isEqualTo("open");
	}

	@Test
	void preconditionNeedNotBeNamedButMustBeWellFormed() {
		this.partner.client().delete(this.account).ifMatch("x").send().expect(400, "request-invalid");
		assertThat(this.partner.show(this.account).text("/status")).isEqualTo("open");
		this.partner.client().delete(this.account).send().expect(204);
	}

	@Test
	void anyStateMatchesTheStar() {
		this.partner.client().delete(this.account).ifMatch("*").send().expect(204);
	}

	@Test
	void knownStateIsNotSentAgain() {
		String seen = this.partner.show(this.account).required("ETag");
		this.partner.client().get(this.account).header("If-None-Match", seen).send().expect(304);
		this.partner.credit(this.account, "1").expect(201);
		this.partner.client().get(this.account).header("If-None-Match", seen).send().expect(200);
	}

}
