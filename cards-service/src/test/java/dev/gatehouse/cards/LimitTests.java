package dev.gatehouse.cards;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@CardsTest
class LimitTests {

	private final Partner partner;

	private final Answer card;

	LimitTests(@LocalServerPort int port) {
		this.partner = new Partner(port);
		this.card = this.partner.issue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "50.00", "50.01", "9999.99", "10000.00" })
	void limitWithinTheBoundsIsSet(String amount) {
		Answer changed = this.partner.limit(this.card, amount).expect(200);
		assertThat(changed.text("/monthlyLimit/amount")).isEqualTo(amount);
		assertThat(Partner.tag(changed)).isEqualTo("\"2\"");
		assertThat(this.partner.show(this.card).text()).isEqualTo(changed.text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "49.99", "10000.01", "999999999999.99" })
	void limitOutOfBoundsIsRefusedAndChangesNothing(String amount) {
		Answer refused = this.partner.limit(this.card, amount).expect(422, "limit-out-of-bounds");
		assertThat(refused.text("/minimum/amount")).isEqualTo("50.00");
		assertThat(refused.text("/maximum/amount")).isEqualTo("10000.00");
		assertThat(this.partner.show(this.card).text()).isEqualTo(this.card.text());
	}

	@Test
	void limitInAnotherCurrencyIsRefused() {
		this.partner.changeLimit(this.card)
			.ifMatch("*")
			.json(Partner.money("100.00", "USD"))
			.send()
			.expect(422, "currency-mismatch");
	}

	@Test
	void limitOfABlockedCardIsSetAndTheBlockStays() {
		Answer blocked = this.partner.block(this.card, "suspected-fraud");
		Answer changed = this.partner.limit(blocked, "60.00").expect(200);
		assertThat(changed.text("/status")).isEqualTo("blocked");
		assertThat(changed.json().at("/block")).isEqualTo(blocked.json().at("/block"));
	}

	@Test
	void limitFromAnOldVersionIsRefused() {
		Answer changed = this.partner.limit(this.card, "60.00").expect(200);
		this.partner.limit(this.card, "70.00").expect(412, "precondition-failed");
		assertThat(this.partner.show(this.card).text()).isEqualTo(changed.text());
	}

	@Test
	void limitWithoutVersionIsRefused() {
		this.partner.changeLimit(this.card)
			.json(Partner.money("60.00", "EUR"))
			.invalid()
			.send()
			.expect(428, "precondition-required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "null", "{\"amount\":60,\"currency\":\"EUR\"}",
			"{\"amount\":\"-60.00\",\"currency\":\"EUR\"}", "{\"amount\":\"60.00\",\"currency\":\"XXX\"}",
			"{\"amount\":\"60.00\",\"currency\":\"EUR\",\"more\":1}" })
	void bodyThatIsNoMoneyIsRefused(String body) {
		this.partner.changeLimit(this.card).ifMatch("*").json(body).invalid().send().expect(400, "request-invalid");
	}

}
