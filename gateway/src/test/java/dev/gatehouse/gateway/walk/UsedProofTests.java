package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gatehouse.gateway.checklist.Checks;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A proof is good once. */
@OpenBank(Holder.AT)
@Checks({ "A-80" })
class UsedProofTests {

	private final Bank bank;

	private final Holder wayne;

	UsedProofTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@Test
	@Checks("A-80")
	void proofIsGoodOnce() {
		String token = this.wayne.token().text();
		String proof = this.wayne.proof(token).text();
		assertThat(this.bank.send(Holder.read(token, proof))).isOk();
		for (int i = 0; i < 3; i++) {
			assertThat(this.bank.send(Holder.read(token, proof))).isUnproven("proof-replayed", "invalid_dpop_proof");
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	@Checks("A-80")
	void idIsGoodOnceInWhateverProof() {
		String token = this.wayne.token().text();
		long now = Instant.now().getEpochSecond();
		for (int i = 0; i < 4; i++) {
			TestProofs proof = this.wayne.proof(token).claim("jti", "the-same").claim("iat", now + i);
			Answer answer = this.bank.send(Holder.read(token, proof.text()));
			if (i == 0) {
				assertThat(answer).isOk();
			}
			else {
				assertThat(answer).isUnproven("proof-replayed", "invalid_dpop_proof");
			}
		}
		Holder other = Holder.wayne(this.bank);
		String others = other.token().text();
		assertThat(this.bank.send(Holder.read(others, other.proof(others).claim("jti", "the-same").text()))).isOk();
	}

	@Test
	@Checks("A-80")
	void ofManyWithOneProofAtOnceExactlyOnePasses() throws Exception {
		for (int round = 0; round < 10; round++) {
			this.bank.reset();
			Call call = this.wayne.read();
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				Callable<Integer> send = () -> this.bank.send(call).status();
				List<Integer> statuses = threads.invokeAll(Collections.nCopies(12, send))
					.stream()
					.map(Future::resultNow)
					.sorted()
					.toList();
				Assertions.assertThat(statuses)
					.hasSize(12)
					.startsWith(200)
					.filteredOn((status) -> status == 401)
					.hasSize(11);
			}
			assertThat(this.bank.accounts().arrivals()).hasSize(1);
		}
	}

}
