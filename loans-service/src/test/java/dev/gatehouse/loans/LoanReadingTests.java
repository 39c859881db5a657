package dev.gatehouse.loans;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@LoansTest
class LoanReadingTests {

	private final Lender lender;

	private final Lender stranger;

	private final TimeMachine clock;

	LoanReadingTests(@LocalServerPort int port, @Autowired TimeMachine clock) {
		this.lender = Lender.at(port);
		this.stranger = Lender.at(port);
		this.clock = clock;
	}

	@BeforeEach
	void begin() {
		this.clock.reset();
	}

	@Test
	void debtGrowsByTheDay() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2026-12-01");
		Answer halfway = this.lender.show(loan);
		assertThat(halfway.text("/accruedInterest/amount")).isEqualTo("5.00");
		assertThat(halfway.text("/outstandingPrincipal/amount")).isEqualTo("1000.00");
		assertThat(halfway.text("/outstanding/amount")).isEqualTo("1005.00");
		assertThat(halfway.text("/asOf")).isEqualTo("2026-12-01");
		this.clock.travelTo("2026-12-16");
		assertThat(this.lender.outstanding(loan)).isEqualTo("1010.00");
	}

	@Test
	void unchangedLoanIsNotSentAgain() {
		String loan = this.lender.borrow(Application.consumer());
		String tag = this.lender.show(loan).required("ETag");
		this.lender.calls().get(loan).header("If-None-Match", tag).send().expect(304);
	}

	@Test
	void tagEndsWithTheDayAndWithEveryBooking() {
		String loan = this.lender.borrow(Application.consumer());
		String tag = this.lender.show(loan).required("ETag");
		this.lender.repay(loan, "1.00").expect(201);
		String paid = this.lender.calls().get(loan).header("If-None-Match", tag).send().expect(200).required("ETag");
		this.clock.advance(Duration.ofHours(12));
		this.lender.calls().get(loan).header("If-None-Match", paid).send().expect(200);
	}

	@Test
	void scheduleSumsToTheCent() {
		Answer answer = this.lender.show(this.lender.borrow(Application.consumer()) + "/schedule").expect(200);
		JsonNode instalments = answer.json().at("/instalments");
		assertThat(instalments.size()).isEqualTo(12);
		assertThat(cents(instalments, "principal")).isEqualTo(100_000);
		assertThat(cents(instalments, "interest")).isEqualTo(cents(answer.json().at("/totalInterest/amount")));
		assertThat(cents(instalments, "payment")).isEqualTo(cents(answer.json().at("/totalPayable/amount")));
		assertThat(answer.text("/instalments/11/dueDate")).isEqualTo("2027-11-16");
		assertThat(answer.text("/instalments/11/remaining/amount")).isEqualTo("0.00");
	}

	@Test
	void longestScheduleIsShownWhole() {
		String loan = this.lender.borrow(Application.of("mortgage", "5000000.00", "3.875", 480));
		assertThat(this.lender.show(loan + "/schedule").expect(200).json().at("/instalments").size()).isEqualTo(480);
	}

	@Test
	void scheduleStaysAsAgreedAndIsNotSentAgain() {
		String loan = this.lender.borrow(Application.consumer());
		Answer before = this.lender.show(loan + "/schedule").expect(200);
		this.lender.repay(loan, "1000.00").expect(201);
		this.clock.travelTo("2027-03-01");
		assertThat(this.lender.show(loan + "/schedule").body()).isEqualTo(before.body());
		this.lender.calls().get(loan + "/schedule").header("If-None-Match", before.required("ETag")).send().expect(304);
	}

	@Test
	void listIsWalkedOnceWhateverIsWrittenMeanwhile() {
		List<String> expected = new ArrayList<>();
		for (int count = 0; count < 5; count++) {
			expected.addFirst(borrowLater());
		}
		List<String> walked = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = this.lender.show("/v1/loans?limit=2" + cursor).expect(200).json();
			page.at("/items").forEach((loan) -> walked.add("/v1/loans/" + loan.at("/loanId").asString()));
			cursor = page.has("nextCursor") ? "&cursor=" + page.at("/nextCursor").asString() : "";
			borrowLater();
		}
		while (!cursor.isEmpty());
		assertThat(walked).isEqualTo(expected);
	}

	@Test
	void listShowsWhatTheLoanShows() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2027-01-05");
		assertThat(this.lender.show("/v1/loans").json().at("/items/0")).isEqualTo(this.lender.show(loan).json());
	}

	@Test
	void loanOfAnotherPartnerDoesNotExist() {
		String loan = this.lender.borrow(Application.consumer());
		this.stranger.show(loan).expect(404, "not-found");
		this.stranger.show(loan + "/schedule").expect(404, "not-found");
		this.stranger.repay(loan, "1.00").expect(404, "not-found");
		assertThat(this.stranger.show("/v1/loans").expect(200).json().at("/items").isEmpty()).isTrue();
		assertThat(this.lender.outstanding(loan)).isEqualTo("1000.00");
	}

	@Test
	void loanThatNobodyHasDoesNotExist() {
		String nowhere = "/v1/loans/" + UUID.randomUUID();
		this.lender.show(nowhere).expect(404, "not-found");
		this.lender.show(nowhere + "/schedule").expect(404, "not-found");
		this.lender.repay(nowhere, "1.00").expect(404, "not-found");
	}

	@Test
	void idThatIsNoneIsRefused() {
		this.lender.calls().get("/v1/loans/1-1-1-1-1").invalid().send().expect(400, "request-invalid");
		this.lender.calls().get("/v1/loans/1-1-1-1-1/schedule").invalid().send().expect(400, "request-invalid");
	}

	@Test
	void callWithoutCallerIsRefused(@LocalServerPort int port) {
		this.lender.borrow(Application.consumer());
		ContractClient.of("loans", port).get("/v1/loans").send().expect(403, "no-caller");
	}

	private String borrowLater() {
		this.clock.advance(Duration.ofSeconds(1));
		return this.lender.borrow(Application.consumer());
	}

	private static long cents(JsonNode instalments, String part) {
		return instalments.valueStream().mapToLong((line) -> cents(line.at("/" + part + "/amount"))).sum();
	}

	private static long cents(JsonNode amount) {
		return Long.parseLong(amount.asString().replace(".", ""));
	}

}
