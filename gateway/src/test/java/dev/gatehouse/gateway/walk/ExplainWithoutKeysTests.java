package dev.gatehouse.gateway.walk;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Without keys nobody can tell what a token is worth, and that is what is explained. */
@ExtendWith(WatchExtension.class)
class ExplainWithoutKeysTests {

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void tokenThatNobodyCanJudgeIsNotCalledBad() {
		this.bank.issuer().goAway();
		Gate gate = this.bank.start(Stream.of());
		Explained explained = Explained
			.of(gate.send(Explained.question("GET", "/v1/accounts").token(this.bank.token())));
		assertThat(explained.checks("failed")).containsExactly("token.key");
		assertThat(explained.refusal("problem")).isEqualTo("identity-unavailable");
		assertThat(explained.refusal("status")).isEqualTo("503");
		assertThat(explained.members()).containsExactlyInAnyOrder("verdict", "refusal", "checks", "requestId");
		assertThat(gate.send(Call.get("/.well-known/oauth-protected-resource"))).isOk();
	}

}
