package dev.gatehouse.gateway.walk;

import com.nimbusds.jose.JWSAlgorithm;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;

/** A flood of bad proofs is slowed down before their signatures are checked. */
@OpenBank({ Holder.AT, "gatehouse.refused-tokens.per-minute=1", "gatehouse.refused-tokens.burst=3" })
class RefusedProofTests {

	private final Bank bank;

	private final Holder wayne;

	RefusedProofTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@Test
	void sourceOfManyBadProofsIsRefusedAndNoOther() {
		String token = this.wayne.token().text();
		assertThat(from("127.0.0.7", good(token))).isOk();
		for (int i = 0; i < 3; i++) {
			assertThat(from("127.0.0.7", bad(token))).isUnproven("proof-signature", "invalid_dpop_proof");
		}
		assertThat(from("127.0.0.7", bad(token))).isProblem(429, "rate-limited");
		assertThat(from("127.0.0.8", good(token))).isOk();
	}

	@Test
	void goodProofsAreNotHeldAgainstTheirSource() {
		String token = this.wayne.token().text();
		for (int i = 0; i < 6; i++) {
			assertThat(from("127.0.0.9", good(token))).isOk();
		}
	}

	private Answer from(String address, Call call) {
		return this.bank.gate().sendFrom(address, call);
	}

	private Call good(String token) {
		return Holder.read(token, this.wayne.proof(token).text());
	}

	private Call bad(String token) {
		return Holder.read(token, this.wayne.proof(token).signatureBy(Keys.EC, JWSAlgorithm.ES256).text());
	}

}
