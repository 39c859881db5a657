package dev.gatehouse.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.RepeatedTest;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@CardsTest
class ConcurrencyTests {

	private static final int AT_ONCE = 6;

	private final Partner partner;

	ConcurrencyTests(@LocalServerPort int port) {
		this.partner = new Partner(port);
	}

	@RepeatedTest(5)
	void ofTwoBlocksFromOneVersionOneSucceeds() throws Exception {
		Answer card = this.partner.issue();
		List<Answer> answers = atOnce(2, () -> this.partner.block(card, "stolen"));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
		assertThat(Partner.tag(this.partner.show(card))).isEqualTo("\"2\"");
	}

	@RepeatedTest(5)
	void ofManyBlocksFromAnyVersionOneSucceeds() throws Exception {
		String path = Partner.path(this.partner.issue()) + "/block";
		List<Answer> answers = atOnce(AT_ONCE,
				() -> this.partner.post(path).ifMatch("*").json(Partner.reason("lost")).send());
		assertThat(answers).extracting(Answer::status).containsOnly(200, 409).containsOnlyOnce(200);
		assertThat(answers).extracting(Answer::problem).containsOnly("", "card-already-blocked");
	}

	@RepeatedTest(5)
	void ofManyLimitsFromOneVersionOneIsKept() throws Exception {
		Answer card = this.partner.issue();
		List<Answer> answers = atOnce(AT_ONCE, () -> this.partner.limit(card, "60.00"));
		assertThat(answers).extracting(Answer::status).containsOnly(200, 412).containsOnlyOnce(200);
		assertThat(Partner.tag(this.partner.show(card))).isEqualTo("\"2\"");
	}

	@RepeatedTest(5)
	void ordersUnderOneKeyIssueOneCard() throws Exception {
		String key = UUID.randomUUID().toString();
		List<Answer> answers = atOnce(AT_ONCE,
				() -> this.partner.post("/v1/cards").key(key).json(Partner.ORDER).send().expect(201));
		assertThat(answers).extracting(Answer::text).containsOnly(answers.getFirst().text());
		assertThat(this.partner.get("/v1/cards").send().json().at("/items")).hasSize(1);
	}

	private static List<Answer> atOnce(int count, Callable<Answer> call) throws Exception {
		CyclicBarrier start = new CyclicBarrier(count);
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> running = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				running.add(executor.submit(() -> {
					start.await();
					return call.call();
				}));
			}
			List<Answer> answers = new ArrayList<>();
			for (Future<Answer> answer : running) {
				answers.add(answer.get());
			}
			return answers;
		}
	}

}
