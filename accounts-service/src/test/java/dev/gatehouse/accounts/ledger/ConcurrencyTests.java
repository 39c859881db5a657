package dev.gatehouse.accounts.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.gatehouse.accounts.Partner;
import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.Call;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** However many write at once, no money is lost or made. */
@ServiceTest
class ConcurrencyTests {

	private static final int WRITERS = 50;

	private final Partner partner;

	ConcurrencyTests(@LocalServerPort int port) {
		this.partner = Partner.at(port);
	}

	@Test
	void fiftyWritersConserveMoney() throws ExecutionException, InterruptedException {
		String account = this.partner.account("20.00");
		List<Answer> answers = atOnce(WRITERS * 4, (writer) -> {
			String type = (writer % 2 == 0) ? "credit" : "debit";
			return this.partner.post(account, type, (writer % 7 + 1) + ".0" + writer % 10);
		});
		BigDecimal booked = answers.stream()
			.filter((answer) -> answer.status() == 201)
			.map((answer) -> signed(answer.json()))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.problem()).isIn("", "overdraft-exceeded"));
		assertThat(new BigDecimal(this.partner.balance(account))).isEqualByComparingTo(booked);
		assertChain(this.partner.walk(account + "/transactions", 100), booked);
	}

	@Test
	void overdraftHoldsWhenManyDebitAtOnce() throws ExecutionException, InterruptedException {
		String account = this.partner.account("10.00");
		List<Answer> answers = atOnce(WRITERS, (_) -> this.partner.post(account, "debit", "1.00"));
		assertThat(answers).filteredOn((answer) -> answer.status() == 201).hasSize(10);
		assertThat(answers).filteredOn((answer) -> answer.problem().equals("overdraft-exceeded")).hasSize(40);
		assertThat(this.partner.balance(account)).isEqualTo("-10.00");
	}

	@Test
	void repeatedPostingAtOnceIsBookedOnce() throws ExecutionException, InterruptedException {
		String account = this.partner.account();
		String order = "{\"type\":\"credit\",\"amount\":" + Partner.euros("7.00") + "}";
		List<Answer> answers = atOnce(20,
				(_) -> this.partner.client().post(account + "/transactions").key("one").json(order));
		assertThat(answers.stream().map((answer) -> answer.expect(201).text()).distinct()).hasSize(1);
		assertThat(this.partner.balance(account)).isEqualTo("7.00");
		assertThat(this.partner.walk(account + "/transactions", 100)).hasSize(1);
	}

	@Test
	void accountIsClosedOnceOrCreditedNeverBoth() throws ExecutionException, InterruptedException {
		for (int round = 0; round < 10; round++) {
			String account = this.partner.account();
			List<Answer> answers = atOnce(2, (writer) -> (writer == 0) ? this.partner.post(account, "credit", "1.00")
					: this.partner.client().delete(account).ifMatch("*"));
			boolean credited = answers.get(0).status() == 201;
			boolean closed = answers.get(1).status() == 204;
			assertThat(credited).isNotEqualTo(closed);
			assertThat(this.partner.balance(account)).isEqualTo(closed ? "0.00" : "1.00");
		}
	}

	/** Newest first: each entry stands on the balance of the one below it. */
	private static void assertChain(List<JsonNode> entries, BigDecimal sum) {
		BigDecimal balance = sum;
		for (JsonNode entry : entries) {
			assertThat(new BigDecimal(entry.at("/balanceAfter/amount").asString())).isEqualByComparingTo(balance);
			assertThat(balance).isGreaterThanOrEqualTo(new BigDecimal("-20.00"));
			balance = balance.subtract(signed(entry));
		}
		assertThat(balance).isZero();
	}

	private static BigDecimal signed(JsonNode entry) {
		BigDecimal amount = new BigDecimal(entry.at("/amount/amount").asString());
		return entry.path("type").asString().equals("credit") ? amount : amount.negate();
	}

	private static List<Answer> atOnce(int writers, java.util.function.IntFunction<Call> call)
			throws ExecutionException, InterruptedException {
		List<Answer> answers = new ArrayList<>();
		try (ExecutorService callers = Executors.newFixedThreadPool(WRITERS)) {
			List<Callable<Answer>> calls = IntStream.range(0, writers)
				.<Callable<Answer>>mapToObj((writer) -> () -> insist(call.apply(writer)))
				.toList();
			for (Future<Answer> answer : callers.invokeAll(calls)) {
				answers.add(answer.get());
			}
		}
		return answers;
	}

	/**
	 * A bank under load may say 503; the same call with the same key is then made again,
	 * as a partner would.
	 */
	private static Answer insist(Call call) {
		Answer answer = call.send();
		for (int attempt = 0; attempt < 20 && answer.status() == 503; attempt++) {
			answer = call.send();
		}
		return answer;
	}

}
