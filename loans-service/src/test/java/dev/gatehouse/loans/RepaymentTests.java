package dev.gatehouse.loans;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@LoansTest
class RepaymentTests {

	private final Lender lender;

	private final TimeMachine clock;

	RepaymentTests(@LocalServerPort int port, @Autowired TimeMachine clock) {
		this.lender = Lender.at(port);
		this.clock = clock;
	}

	@BeforeEach
	void begin() {
		this.clock.reset();
	}

	@Test
	void repaymentPaysInterestFirst() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2026-12-16");
		Answer answer = this.lender.repay(loan, "88.85").expect(201);
		assertThat(answer.text("/interest/amount")).isEqualTo("10.00");
		assertThat(answer.text("/principal/amount")).isEqualTo("78.85");
		assertThat(answer.text("/outstanding/amount")).isEqualTo("921.15");
		assertThat(answer.text("/status")).isEqualTo("active");
		assertThat(this.lender.outstanding(loan)).isEqualTo("921.15");
	}

	@Test
	void repaymentSmallerThanTheInterestLeavesTheRestOwed() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2026-12-16");
		Answer answer = this.lender.repay(loan, "4.00").expect(201);
		assertThat(answer.text("/principal/amount")).isEqualTo("0.00");
		assertThat(this.lender.show(loan).text("/accruedInterest/amount")).isEqualTo("6.00");
		this.clock.travelTo("2027-01-16");
		assertThat(this.lender.show(loan).text("/accruedInterest/amount")).isEqualTo("16.00");
	}

	@Test
	void earlyRepaymentSavesInterest() {
		String loan = this.lender.borrow(Application.consumer());
		this.lender.repay(loan, "500.00").expect(201);
		this.clock.travelTo("2026-12-16");
		assertThat(this.lender.outstanding(loan)).isEqualTo("505.00");
	}

	@Test
	void whoPaysTheScheduleEndsAtZero() {
		String loan = this.lender.borrow(Application.consumer());
		JsonNode schedule = this.lender.show(loan + "/schedule").json().at("/instalments");
		for (JsonNode line : schedule) {
			this.clock.travelTo(line.at("/dueDate").asString());
			Answer paid = this.lender.repay(loan, line.at("/payment/amount").asString()).expect(201);
			assertThat(paid.json().at("/interest")).isEqualTo(line.at("/interest"));
			assertThat(paid.json().at("/outstanding")).isEqualTo(line.at("/remaining"));
		}
		assertThat(this.lender.show(loan).text("/status")).isEqualTo("repaid");
	}

	@Test
	void wholeDebtIsTakenAndNoCentMore() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2026-12-01");
		Answer refused = this.lender.repay(loan, "1005.01").expect(422, "repayment-exceeds-debt");
		assertThat(refused.text("/outstanding/amount")).isEqualTo("1005.00");
		assertThat(this.lender.outstanding(loan)).isEqualTo("1005.00");
		assertThat(this.lender.repay(loan, "1005.00").expect(201).text("/status")).isEqualTo("repaid");
	}

	@Test
	void repaidLoanStaysAtZeroAndTakesNoMore() {
		String loan = this.lender.borrow(Application.consumer());
		this.lender.repay(loan, "1000.00").expect(201);
		this.lender.repay(loan, "0.01").expect(409, "loan-repaid");
		this.clock.travelTo("2029-01-01");
		this.lender.repay(loan, "0.01").expect(409, "loan-repaid");
		assertThat(this.lender.outstanding(loan)).isEqualTo("0.00");
		assertThat(this.lender.show(loan).text("/status")).isEqualTo("repaid");
	}

	@Test
	void lateLoanGoesOnBearingInterestOnItsPrincipalAlone() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2028-11-16");
		assertThat(this.lender.outstanding(loan)).isEqualTo("1240.00");
		assertThat(this.lender.repay(loan, "1240.00").expect(201).text("/interest/amount")).isEqualTo("240.00");
	}

	@Test
	void otherCurrencyIsRefused() {
		String loan = this.lender.borrow(Application.consumer());
		Answer refused = this.lender.calls()
			.post(loan + "/repayments")
			.key(Lender.newKey())
			.json(Lender.payment("1.00", "USD"))
			.send()
			.expect(422, "currency-mismatch");
		assertThat(refused.text("/currency")).isEqualTo("EUR");
		assertThat(this.lender.outstanding(loan)).isEqualTo("1000.00");
	}

	@Test
	void referenceComesBack() {
		String loan = this.lender.borrow(Application.consumer());
		Answer answer = pay(loan,
				"{\"amount\": {\"amount\": \"1\", \"currency\": \"EUR\"}, \"reference\": \"RF18 5\"}");
		assertThat(answer.expect(201).text("/reference")).isEqualTo("RF18 5");
		assertThat(answer.text("/bookedAt")).isEqualTo("2026-11-16T12:00:00Z");
		assertThat(this.lender.repay(loan, "1.00").expect(201).json().has("reference")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"amount\": null}", "{\"amount\": {\"amount\": \"0.00\", \"currency\": \"EUR\"}}",
			"{\"amount\": {\"amount\": \"-1.00\", \"currency\": \"EUR\"}}",
			"{\"amount\": {\"amount\": 1.00, \"currency\": \"EUR\"}}",
			"{\"amount\": {\"amount\": \"1.001\", \"currency\": \"EUR\"}}",
			"{\"amount\": {\"amount\": \"1.00\", \"currency\": \"EUR\"}, \"reference\": \"\"}",
			"{\"amount\": {\"amount\": \"1.00\", \"currency\": \"EUR\"}, \"reference\": \"a_b\"}",
			"{\"amount\": {\"amount\": \"1\", \"currency\": \"EUR\"}, \"reference\": \"123456789012345678901234567890123456\"}",
			"{\"amount\": {\"amount\": \"1.00\", \"currency\": \"EUR\"}, \"waive\": true}" })
	void breachOfTheContractIsRefused(String body) {
		String loan = this.lender.borrow(Application.consumer());
		this.lender.calls()
			.post(loan + "/repayments")
			.key(Lender.newKey())
			.json(body)
			.invalid()
			.send()
			.expect(400, "request-invalid");
		assertThat(this.lender.outstanding(loan)).isEqualTo("1000.00");
	}

	private Answer pay(String loan, String body) {
		return this.lender.calls().post(loan + "/repayments").key(Lender.newKey()).json(body).send();
	}

}
