package dev.gatehouse.loans;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@LoansTest
class ConcurrentRepaymentTests {

	private final Lender lender;

	private final JdbcClient jdbc;

	private final TimeMachine clock;

	ConcurrentRepaymentTests(@LocalServerPort int port, @Autowired JdbcClient jdbc, @Autowired TimeMachine clock) {
		this.lender = Lender.at(port);
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@BeforeEach
	void begin() {
		this.clock.reset();
	}

	@Test
	void repaymentsAtOnceNeverPayMoreThanIsOwed() {
		String loan = this.lender.borrow(Application.consumer());
		this.clock.travelTo("2026-12-16");
		List<Answer> answers = AtOnce.all(30, (_) -> {
			String key = Lender.newKey();
			return AtOnce.decided(() -> this.lender.repaying(loan, "60.00").key(key).send());
		});
		assertThat(answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())))
			.containsOnly(Map.entry(201, 16L), Map.entry(422, 14L));
		assertThat(this.lender.outstanding(loan)).isEqualTo("50.00");
		assertThat(entries(loan, "interest")).isOne();
		assertThat(entries(loan, "repayment")).isEqualTo(16);
	}

	@Test
	void ofTwoWhoPayTheWholeDebtAtOnceOneDoes() {
		String loan = this.lender.borrow(Application.consumer());
		List<Answer> answers = AtOnce.all(8, (_) -> {
			String key = Lender.newKey();
			return AtOnce.decided(() -> this.lender.repaying(loan, "1000.00").key(key).send());
		});
		assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 409);
	}

	@Test
	void sameRepaymentAtOnceIsPaidOnce() {
		String loan = this.lender.borrow(Application.consumer());
		List<Answer> answers = AtOnce.all(8,
				(_) -> AtOnce.decided(() -> this.lender.repaying(loan, "100.00").key("once").send()));
		assertThat(answers).extracting((answer) -> answer.expect(201).text()).containsOnly(answers.getFirst().text());
		assertThat(this.lender.outstanding(loan)).isEqualTo("900.00");
	}

	private int entries(String loan, String kind) {
		return this.jdbc.sql("select count(*) from loan_entry where loan = ? and kind = ?")
			.param(UUID.fromString(loan.substring("/v1/loans/".length())))
			.param(kind)
			.query(Integer.class)
			.single();
	}

}
