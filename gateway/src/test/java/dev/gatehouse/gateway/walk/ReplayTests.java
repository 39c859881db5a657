package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.limits.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A proof that was used is not good again at a gateway that knows nothing of it itself.
 */
@ExtendWith(WatchExtension.class)
@Timeout(120)
@Checks("A-80")
class ReplayTests {

	@Test
	void gatewayAloneTakesNoProofFromBeforeItsStart() {
		try (Bank bank = Bank.open(Stream.of(Holder.AT))) {
			Holder wayne = Holder.wayne(bank);
			String token = wayne.token().text();
			Call used = Holder.read(token, wayne.proof(token).text());
			assertThat(bank.send(used)).isOk();
			// Proofs say whole seconds, and a process does not start within the one that
			// another has ended in; here it would.
			long second = Instant.now().getEpochSecond();
			Awaitility.await().until(() -> Instant.now().getEpochSecond() > second);
			bank.start(Stream.of(Holder.AT)).awaitReady();
			assertThat(bank.send(used)).isUnproven("proof-time", "invalid_dpop_proof");
			assertThat(bank.send(Holder.read(token, wayne.proof(token).text()))).isOk();
			assertThat(bank.accounts().arrivals()).hasSize(2);
		}
	}

	@Test
	void gatewaysThatShareAStoreRefuseEachOthersReplays() {
		try (RedisServer store = new RedisServer(); Bank bank = Bank.open(settings(store))) {
			awaitStore(bank, 1);
			Holder wayne = Holder.wayne(bank);
			String token = wayne.token().text();
			Call used = Holder.read(token, wayne.proof(token).text());
			Call unused = Holder.read(token, wayne.proof(token).text());
			assertThat(bank.send(used)).isOk();
			bank.start(settings(store)).awaitReady();
			awaitStore(bank, 1);
			assertThat(bank.send(used)).isUnproven("proof-replayed", "invalid_dpop_proof");
			assertThat(bank.send(unused)).as("made before this gateway started, and used nowhere").isOk();
			assertThat(bank.accounts().arrivals()).hasSize(2);
		}
	}

	@Test
	void gatewayThatStartsBesideAStoreThatForgotTakesNoProofFromBefore() {
		try (RedisServer store = new RedisServer(); Bank bank = Bank.open(settings(store))) {
			awaitStore(bank, 1);
			Holder wayne = Holder.wayne(bank);
			String token = wayne.token().text();
			Call used = Holder.read(token, wayne.proof(token).text());
			assertThat(bank.send(used)).isOk();
			// It would notice, and begin with the second after the one that it is then.
			bank.gate().close();
			store.run((redis) -> redis.flushall());
			long second = Instant.now().getEpochSecond();
			Awaitility.await().until(() -> Instant.now().getEpochSecond() > second);
			bank.start(settings(store)).awaitReady();
			awaitStore(bank, 1);
			assertThat(bank.send(used)).isUnproven("proof-time", "invalid_dpop_proof");
			assertThat(bank.send(Holder.read(token, wayne.proof(token).text()))).isOk();
		}
	}

	@Test
	void withoutTheStoreThoseWithAProofWaitAndNobodyElse() {
		try (RedisServer store = new RedisServer(); Bank bank = Bank.open(settings(store))) {
			awaitStore(bank, 1);
			Holder wayne = Holder.wayne(bank);
			assertThat(bank.send(wayne.read())).isOk();
			store.kill();
			awaitStore(bank, 0);
			assertThat(bank.send(wayne.read())).isProblem(503, "identity-unavailable");
			assertThat(bank.send(Call.get("/v1/accounts").token(bank.token()))).isOk();
			assertThat(bank.gate().manage(Call.get("/actuator/health/readiness"))).hasStatus(200);
			store.start();
			awaitStore(bank, 1);
			assertThat(bank.send(wayne.read())).isOk();
			store.stop();
			Instant began = Instant.now();
			assertThat(bank.send(wayne.read())).isProblem(503, "identity-unavailable");
			assertThat(Instant.now()).isBefore(began.plusSeconds(5));
			store.goOn();
			Awaitility.await().until(() -> bank.send(wayne.read()).status() == 200);
		}
	}

	private static Stream<String> settings(RedisServer store) {
		return Stream.of(Holder.AT, "gatehouse.store=" + store.url());
	}

	private static void awaitStore(Bank bank, double up) {
		Awaitility.await().until(() -> bank.gate().metrics().sum("gatehouse_proof_store_up") == up);
	}

}
