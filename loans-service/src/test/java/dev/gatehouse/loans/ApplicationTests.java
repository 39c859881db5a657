package dev.gatehouse.loans;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@LoansTest
class ApplicationTests {

	private final Lender lender;

	private final TimeMachine clock;

	ApplicationTests(@LocalServerPort int port, @Autowired TimeMachine clock) {
		this.lender = Lender.at(port);
		this.clock = clock;
	}

	@BeforeEach
	void begin() {
		this.clock.reset();
	}

	@Test
	void applicationWithinTheRulesIsDisbursedToday() {
		Answer answer = this.lender.apply(Application.consumer()).expect(201);
		assertThat(answer.required("Location")).isEqualTo("/v1/loans/" + answer.text("/loanId"));
		assertThat(answer.text("/status")).isEqualTo("active");
		assertThat(answer.text("/disbursedOn")).isEqualTo("2026-11-16");
		assertThat(answer.text("/instalment/amount")).isEqualTo("88.85");
		assertThat(answer.text("/outstanding/amount")).isEqualTo("1000.00");
	}

	@Test
	void loanIsDueFromOneMonthOnUnlessItSaysOtherwise() {
		Answer answer = this.lender.apply(Application.consumer()).expect(201);
		assertThat(answer.text("/firstDueDate")).isEqualTo("2026-12-16");
		assertThat(answer.text("/lastDueDate")).isEqualTo("2027-11-16");
	}

	@Test
	void lastDayOfTheMonthStaysTheLastDayOfTheMonth() {
		Answer answer = this.lender.apply(Application.consumer().over(15).firstDue("2026-12-31")).expect(201);
		assertThat(answer.text("/firstDueDate")).isEqualTo("2026-12-31");
		assertThat(answer.text("/lastDueDate")).isEqualTo("2028-02-29");
	}

	@Test
	void amountAndRateAreShownInTheirOneForm() {
		Answer answer = this.lender.apply(Application.of("business", "1000.5", "0.5000", 12)).expect(201);
		assertThat(answer.text("/principal/amount")).isEqualTo("1000.50");
		assertThat(answer.text("/annualRate")).isEqualTo("0.5");
		assertThat(this.lender.show(answer.required("Location")).text()).isEqualTo(answer.text());
	}

	@ParameterizedTest
	@CsvSource({ "consumer, 500.00, 20, 6", "consumer, 75000.00, 0, 120", "business, 1000.00, 30, 1",
			"business, 2000000.00, 12, 240", "mortgage, 20000.00, 12, 60", "mortgage, 5000000.00, 0.0001, 480" })
	void boundsOfAProductBelongToIt(String product, String amount, String rate, int months) {
		this.lender.apply(Application.of(product, amount, rate, months)).expect(201);
	}

	@ParameterizedTest
	@CsvSource({ "consumer, 499.99, 12, 12, principal", "consumer, 75000.01, 12, 12, principal",
			"consumer, 500.00, 20.0001, 12, rate", "consumer, 500.00, 12, 5, term", "consumer, 500.00, 12, 121, term",
			"business, 999.99, 12, 12, principal", "business, 1000.00, 12, 241, term",
			"mortgage, 19999.99, 3, 360, principal", "mortgage, 20000.00, 12.0001, 60, rate",
			"mortgage, 20000.00, 3, 59, term", "business, 1000.00, 30, 240, schedule" })
	void applicationBeyondOneRuleIsRefusedByItsName(String product, String amount, String rate, int months,
			String rule) {
		Answer answer = this.lender.apply(Application.of(product, amount, rate, months));
		answer.expect(422, "application-refused");
		assertThat(answer.text("/refusals/0/rule")).isEqualTo(rule);
		assertThat(answer.json().at("/refusals").size()).isOne();
		assertThat(this.lender.calls().get("/v1/loans").send().json().at("/items").isEmpty()).isTrue();
	}

	@Test
	void everyBrokenRuleIsNamedAtOnce() {
		Answer answer = this.lender.apply(Application.of("mortgage", "1.00", "30", 1).firstDue("2026-11-16"))
			.expect(422, "application-refused");
		assertThat(answer.json().at("/refusals").findValuesAsString("rule")).containsExactly("principal", "term",
				"rate", "first-due-date");
		assertThat(answer.text("/refusals/1/detail")).isEqualTo("A mortgage loan runs 60 to 480 months.");
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-15, 422", "2026-11-16, 422", "2026-11-17, 201", "2027-01-17, 201", "2027-01-18, 422" })
	void firstInstalmentIsDueTomorrowToSixtyTwoDaysOn(String day, int status) {
		this.lender.apply(Application.consumer().firstDue(day)).expect(status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "EUR", "GBP", "CHF", "USD" })
	void loanIsInOneOfTheBanksCurrencies(String currency) {
		Answer answer = this.lender.apply(Application.consumer().in(currency)).expect(201);
		assertThat(answer.text("/outstanding/currency")).isEqualTo(currency);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JPY", "SEK", "XXX", "eur", "EU" })
	void otherCurrencyIsAgainstTheContract(String currency) {
		this.lender.applying(Application.consumer().in(currency).json())
			.invalid()
			.send()
			.expect(400, "request-invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ada Lovelace", "Ł", "Société Générale & Co. (KG)", "王小明", "O'Neill-Smith, Jr." })
	void borrowerIsNamedInAnyScript(String name) {
		Answer answer = this.lender.apply(Application.consumer().by(name)).expect(201);
		assertThat(answer.text("/borrower/name")).isEqualTo(name);
	}

	@Test
	void borrowersNameHasRoomForWhatTheContractSays() {
		this.lender.apply(Application.consumer().by("𐐀".repeat(140))).expect(201);
		this.lender.applying(Application.consumer().by("𐐀".repeat(141)).json())
			.invalid()
			.send()
			.expect(400, "request-invalid");
	}

}
