package dev.gatehouse.cards;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@CardsTest
class IssuingTests {

	private final Partner partner;

	IssuingTests(@LocalServerPort int port) {
		this.partner = new Partner(port);
	}

	@Test
	void newCardIsActiveAndShowsOnlyTheMask() {
		Answer card = this.partner.issue();
		assertThat(card.required("Location")).isEqualTo(Partner.path(card));
		assertThat(Partner.tag(card)).isEqualTo("\"1\"");
		assertThat(card.text("/status")).isEqualTo("active");
		assertThat(card.text("/maskedNumber")).matches("\\*{4} \\*{4} \\*{4} [0-9]{4}");
		assertThat(card.text("/holderName")).isEqualTo("Ada Lovelace");
		assertThat(card.text("/currency")).isEqualTo("EUR");
		assertThat(card.text("/monthlyLimit/amount")).isEqualTo("1500.00");
		assertThat(card.json().has("block")).isFalse();
	}

	@Test
	void cardIsShownAsItWasIssued() {
		Answer card = this.partner.issue();
		Answer shown = this.partner.show(card).expect(200);
		assertThat(shown.text()).isEqualTo(card.text());
		assertThat(Partner.tag(shown)).isEqualTo(Partner.tag(card));
	}

	@Test
	void unchangedCardIsNotSentAgain() {
		Answer card = this.partner.issue();
		this.partner.get(Partner.path(card)).header("If-None-Match", Partner.tag(card)).send().expect(304);
		this.partner.get(Partner.path(card)).header("If-None-Match", "\"7\"").send().expect(200);
	}

	@ParameterizedTest
	@CsvSource({ "debit,4", "credit,3", "prepaid,2" })
	void productDecidesHowLongACardIsValid(String product, int years) {
		Answer card = order(product, "100.00").expect(201);
		YearMonth issued = YearMonth.from(Instant.parse(card.text("/issuedAt")).atOffset(ZoneOffset.UTC));
		assertThat(card.text("/expires")).isEqualTo(issued.plusYears(years).toString());
	}

	@ParameterizedTest
	@CsvSource({ "debit,50.00", "debit,10000.00", "credit,100.00", "credit,25000.00", "prepaid,10.00",
			"prepaid,1000.00" })
	void limitAtTheBoundsOfTheContractIsTaken(String product, String amount) {
		assertThat(order(product, amount).expect(201).text("/monthlyLimit/amount")).isEqualTo(amount);
	}

	@ParameterizedTest
	@CsvSource({ "debit,49.99", "debit,10000.01", "credit,99.99", "credit,25000.01", "prepaid,9.99", "prepaid,1000.01",
			"debit,0" })
	void limitOutOfTheBoundsOfTheContractIsRefusedNamingThem(String product, String amount) {
		Answer refused = order(product, amount).expect(422, "limit-out-of-bounds");
		order(product, refused.text("/minimum/amount")).expect(201);
		order(product, refused.text("/maximum/amount")).expect(201);
	}

	@Test
	void limitInAnotherCurrencyThanTheCardIsRefused() {
		this.partner.order(Partner.order("debit", "EUR", "100.00", "USD")).send().expect(422, "currency-mismatch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "CHF", "EUR", "GBP", "USD" })
	void everyCurrencyOfTheContractIsIssued(String currency) {
		Answer card = this.partner.order(Partner.order("debit", currency, "100.00", currency)).send().expect(201);
		assertThat(card.text("/monthlyLimit/currency")).isEqualTo(currency);
	}

	@Test
	void sameKeyAndOrderGiveTheSameCard() {
		String key = UUID.randomUUID().toString();
		Answer first = repeatable(key, Partner.ORDER).expect(201);
		Answer second = repeatable(key, Partner.ORDER).expect(201);
		assertThat(second.text()).isEqualTo(first.text());
		assertThat(second.required("Location")).isEqualTo(first.required("Location"));
		assertThat(Partner.tag(second)).isEqualTo(Partner.tag(first));
		assertThat(this.partner.get("/v1/cards").send().expect(200).json().at("/items")).hasSize(1);
	}

	@Test
	void sameKeyAndAnotherOrderAreRefused() {
		String key = UUID.randomUUID().toString();
		repeatable(key, Partner.ORDER).expect(201);
		repeatable(key, Partner.order("debit", "EUR", "1500.01", "EUR")).expect(422, "idempotency-key-reused");
	}

	@Test
	void refusedOrderLeavesItsKeyFree() {
		String key = UUID.randomUUID().toString();
		repeatable(key, Partner.order("debit", "EUR", "1.00", "EUR")).expect(422, "limit-out-of-bounds");
		repeatable(key, Partner.ORDER).expect(201);
	}

	@Test
	void orderWithoutKeyIsRefused() {
		this.partner.post("/v1/cards").json(Partner.ORDER).invalid().send().expect(400, "idempotency-key-missing");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"product":"gold","holderName":"Ada Lovelace","currency":"EUR"}          | /product
			{"product":"DEBIT","holderName":"Ada Lovelace","currency":"EUR"}         | /product
			{"product":0,"holderName":"Ada Lovelace","currency":"EUR"}               | /product
			{"product":"debit","holderName":"Ada Lovelace","currency":"JPY"}         | /currency
			{"product":"debit","holderName":"4111111111111111","currency":"EUR"}     | /holderName
			{"product":"debit","holderName":"A","currency":"EUR"}                    | /holderName
			{"holderName":"Ada Lovelace","currency":"EUR"}                           | /product
			{"product":"debit","currency":"EUR"}                                     | /holderName
			{"product":"debit","holderName":"Ada Lovelace"}                          | /currency
			{"product":"debit","holderName":"Ada Lovelace","currency":"EUR","pan":1} | ''
			""")
	void orderAgainstTheContractIsRefusedNamingThePlaceAndNoValue(String order, String pointer) {
		String whole = order.replaceFirst("}$", ",\"monthlyLimit\":" + Partner.money("100.00", "EUR") + "}");
		Answer refused = this.partner.order(whole).invalid().send().expect(400, "request-invalid");
		assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
		assertThat(refused.text()).doesNotContain("Lovelace", "4111", "gold", "JPY");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"amount\":100,\"currency\":\"EUR\"}", "{\"amount\":\"-1.00\",\"currency\":\"EUR\"}",
			"{\"amount\":\"1e2\",\"currency\":\"EUR\"}", "{\"amount\":\"100.001\",\"currency\":\"EUR\"}",
			"{\"amount\":\"100.00\"}", "null", "\"100.00\"" })
	void limitThatIsNoMoneyIsRefused(String limit) {
		String order = Partner.ORDER.replace(Partner.money("1500.00", "EUR"), limit);
		this.partner.order(order).invalid().send().expect(400, "request-invalid");
	}

	private Answer repeatable(String key, String order) {
		return this.partner.post("/v1/cards").key(key).json(order).send();
	}

	private Answer order(String product, String amount) {
		return this.partner.order(Partner.order(product, "EUR", amount, "EUR")).send();
	}

}
