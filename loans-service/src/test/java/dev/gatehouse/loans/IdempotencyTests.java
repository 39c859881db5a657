package dev.gatehouse.loans;

import java.time.Duration;
import java.util.List;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@LoansTest
class IdempotencyTests {

	private static final String APPLICATION = Application.consumer().json();

	private final Lender lender;

	private final TimeMachine clock;

	IdempotencyTests(@LocalServerPort int port, @Autowired TimeMachine clock) {
		this.lender = Lender.at(port);
		this.clock = clock;
	}

	@BeforeEach
	void begin() {
		this.clock.reset();
	}

	@Test
	void sameApplicationTwiceIsOneLoan() {
		Answer first = apply("once", APPLICATION).expect(201);
		this.clock.advance(Duration.ofHours(13));
		Answer second = apply("once", APPLICATION).expect(201);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(second.required("Location")).isEqualTo(first.required("Location"));
		assertThat(second.required("ETag")).isEqualTo(first.required("ETag"));
		assertThat(loans()).isOne();
	}

	@Test
	void otherApplicationUnderTheSameKeyIsRefused() {
		apply("once", APPLICATION).expect(201);
		apply("once", Application.consumer().over(24).json()).expect(422, "idempotency-key-reused");
		assertThat(loans()).isOne();
	}

	@Test
	void sameApplicationUnderAnotherKeyIsAnotherLoan() {
		apply("one", APPLICATION).expect(201);
		apply("two", APPLICATION).expect(201);
		assertThat(loans()).isEqualTo(2);
	}

	@Test
	void refusedApplicationLeavesItsKeyFree() {
		apply("once", Application.consumer().over(121).json()).expect(422, "application-refused");
		apply("once", APPLICATION).expect(201);
	}

	@Test
	void applicationsAtOnceUnderOneKeyAreOneLoan() {
		List<Answer> answers = AtOnce.all(8, (_) -> AtOnce.decided(() -> apply("once", APPLICATION)));
		assertThat(answers).allMatch((answer) -> answer.status() == 201);
		assertThat(answers).extracting(Answer::text).containsOnly(answers.getFirst().text());
		assertThat(loans()).isOne();
	}

	@Test
	void keyIsAskedFor() {
		this.lender.calls().post("/v1/loans").json(APPLICATION).invalid().send().expect(400, "idempotency-key-missing");
		String loan = this.lender.borrow(Application.consumer());
		this.lender.repaying(loan, "1.00").invalid().send().expect(400, "idempotency-key-missing");
	}

	@Test
	void sameRepaymentTwiceIsPaidOnce() {
		String loan = this.lender.borrow(Application.consumer());
		Answer first = this.lender.repaying(loan, "100.00").key("once").send().expect(201);
		Answer second = this.lender.repaying(loan, "100.00").key("once").send().expect(201);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(this.lender.outstanding(loan)).isEqualTo("900.00");
		this.lender.repaying(loan, "100.01").key("once").send().expect(422, "idempotency-key-reused");
	}

	@Test
	void lastRepaymentAnswersTheSameAfterTheLoanIsRepaid() {
		String loan = this.lender.borrow(Application.consumer());
		Answer first = this.lender.repaying(loan, "1000.00").key("all").send().expect(201);
		assertThat(this.lender.repaying(loan, "1000.00").key("all").send().expect(201).body()).isEqualTo(first.body());
	}

	@Test
	void keyOfOneLoanIsFreeOnAnother() {
		String one = this.lender.borrow(Application.consumer());
		String two = this.lender.borrow(Application.consumer());
		this.lender.repaying(one, "100.00").key("once").send().expect(201);
		this.lender.repaying(two, "100.00").key("once").send().expect(201);
		assertThat(this.lender.outstanding(two)).isEqualTo("900.00");
	}

	private Answer apply(String key, String application) {
		return this.lender.calls().post("/v1/loans").key(key).json(application).send();
	}

	private int loans() {
		return this.lender.calls().get("/v1/loans").send().expect(200).json().at("/items").size();
	}

}
