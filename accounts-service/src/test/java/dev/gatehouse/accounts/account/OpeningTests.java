package dev.gatehouse.accounts.account;

import dev.gatehouse.accounts.Partner;
import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class OpeningTests {

	private final Partner partner;

	OpeningTests(@LocalServerPort int port) {
		this.partner = Partner.at(port);
	}

	@Test
	void newAccountIsOpenAndEmpty() {
		Answer opened = this.partner.open(
				"{\"holder\":\"Ada\",\"currency\":\"USD\",\"overdraftLimit\":{\"amount\":\"5\",\"currency\":\"USD\"}}")
			.expect(201);
		assertThat(opened.text("/status")).isEqualTo("open");
		assertThat(opened.text("/balance/amount")).isEqualTo("0.00");
		assertThat(opened.text("/overdraftLimit/amount")).isEqualTo("5.00");
		assertThat(opened.required("Location")).isEqualTo("/v1/accounts/" + opened.text("/accountId"));
		Answer shown = this.partner.show(opened.required("Location"));
		assertThat(shown.json()).isEqualTo(opened.json());
		assertThat(shown.required("ETag")).isEqualTo(opened.required("ETag"));
	}

	@Test
	void overdraftIsZeroUnlessAskedFor() {
		assertThat(this.partner.show(this.partner.account()).text("/overdraftLimit/amount")).isEqualTo("0.00");
	}

	@Test
	void everyAccountHasItsOwnNumber() {
		String one = this.partner.show(this.partner.account()).text("/iban");
		String two = this.partner.show(this.partner.account()).text("/iban");
		assertThat(one).isNotEqualTo(two);
		assertThat(new Iban(one).value()).isEqualTo(one);
	}

	@Test
	void repeatedOpeningOpensOnce() {
		String order = "{\"holder\":\"Ada\",\"currency\":\"EUR\"}";
		Answer first = this.partner.client().post("/v1/accounts").key("one").json(order).send().expect(201);
		Answer again = this.partner.client().post("/v1/accounts").key("one").json(order).send().expect(201);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(again.required("Location")).isEqualTo(first.required("Location"));
		assertThat(this.partner.walk("/v1/accounts", 100)).hasSize(1);
	}

	@Test
	void otherOrderUnderTheSameKeyIsRefused() {
		String order = "{\"holder\":\"Ada\",\"currency\":\"EUR\"}";
		this.partner.client().post("/v1/accounts").key("one").json(order).send().expect(201);
		this.partner.client()
			.post("/v1/accounts")
			.key("one")
			.json(order.replace("Ada", "Bob"))
			.send()
			.expect(422, "idempotency-key-reused");
	}

	@Test
	void overdraftInAnotherCurrencyIsRefused() {
		this.partner.open(
				"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"overdraftLimit\":{\"amount\":\"1\",\"currency\":\"USD\"}}")
			.expect(422, "currency-mismatch");
	}

	@Test
	void largestOverdraftIsGranted() {
		assertThat(this.partner.show(this.partner.account("1000000.00")).text("/overdraftLimit/amount"))
			.isEqualTo("1000000.00");
	}

	@Test
	void holderIsCountedInCharacters() {
		String longest = "\uD83D\uDE00".repeat(140);
		assertThat(
				this.partner.open("{\"holder\":\"" + longest + "\",\"currency\":\"EUR\"}").expect(201).text("/holder"))
			.isEqualTo(longest);
		assertRefused("{\"holder\":\"" + longest + "x\",\"currency\":\"EUR\"}", "/holder");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"currency\":\"EUR\"} | /holder", "{\"holder\":\"Ada\"} | /currency",
					"{\"holder\":\"\",\"currency\":\"EUR\"} | /holder",
					"{\"holder\":\"  \",\"currency\":\"EUR\"} | /holder",
					"{\"holder\":\"\\u00a0\\ufeff\",\"currency\":\"EUR\"} | /holder",
					"{\"holder\":\"a\\nb\",\"currency\":\"EUR\"} | /holder",
					"{\"holder\":\"a\\u2028b\",\"currency\":\"EUR\"} | /holder",
					"{\"holder\":\"Ada\",\"currency\":\"JPY\"} | /currency",
					"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"balance\":1} | ``",
					"{\"holder\":\"Ada\",\"currency\":\"EUR\",\"overdraftLimit\":7} | /overdraftLimit" })
	void orderThatBreaksTheContractIsRefused(String order, String pointer) {
		assertRefused(order, (pointer != null) ? pointer : "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0.01", "1000000.01", "0.001", "1e2" })
	void overdraftOutOfBoundsIsRefused(String overdraft) {
		String order = "{\"holder\":\"Ada\",\"currency\":\"EUR\",\"overdraftLimit\":" + Partner.euros(overdraft) + "}";
		Answer refused = this.partner.client().post("/v1/accounts").key("k").json(order).invalid().send();
		assertThat(refused.expect(400, "request-invalid").text("/errors/0/pointer")).startsWith("/overdraftLimit");
	}

	private void assertRefused(String order, String pointer) {
		Answer refused = this.partner.client().post("/v1/accounts").key("k").json(order).invalid().send();
		assertThat(refused.expect(400, "request-invalid").text("/errors/0/pointer")).isEqualTo(pointer);
	}

}
