package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * With nonces nobody can make a proof today that is good tomorrow (RFC 9449, section 9).
 */
@OpenBank({ Holder.AT, "gatehouse.dpop.nonce-lifetime=60s" })
@Checks("A-79")
class NonceTests {

	private final Bank bank;

	private final Holder wayne;

	NonceTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@Test
	void proofWithoutANonceIsToldTheOneToUse() {
		String token = this.wayne.token().text();
		Answer refused = this.bank.send(Holder.read(token, this.wayne.proof(token).text()));
		assertThat(refused).isUnproven("proof-nonce", "use_dpop_nonce").hasField("Cache-Control", "no-store");
		assertThat(refused.values("DPoP-Nonce")).hasSize(1);
		String nonce = String.valueOf(refused.header("DPoP-Nonce"));
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).claim("nonce", nonce).text()))).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	void otherNonceIsNone() {
		String token = this.wayne.token().text();
		String nonce = nonce(token);
		for (Object other : new Object[] { "", "A".repeat(22), nonce + "A", nonce.substring(1), 7 }) {
			Answer refused = this.bank.send(Holder.read(token, this.wayne.proof(token).claim("nonce", other).text()));
			assertThat(refused).isUnproven("proof-nonce", "use_dpop_nonce");
			assertThat(refused.values("DPoP-Nonce")).hasSize(1);
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void nonceMakesNoOtherCheckNeedless() {
		String token = this.wayne.token().text();
		String nonce = nonce(token);
		String proof = this.wayne.proof(token).claim("nonce", nonce).text();
		assertThat(this.bank.send(Holder.read(token, proof))).isOk();
		assertThat(this.bank.send(Holder.read(token, proof))).isUnproven("proof-replayed", "invalid_dpop_proof");
		assertThat(this.bank.send(Holder.read(token,
				this.wayne.proof(token).claim("nonce", nonce).signatureBy(Keys.EC, Holder.ES256).text())))
			.isUnproven("proof-signature", "invalid_dpop_proof");
	}

	@Test
	void plainTokenNeedsNone() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk().hasNoField("DPoP-Nonce");
	}

	private String nonce(String token) {
		return String.valueOf(this.bank.send(Holder.read(token, this.wayne.proof(token).text())).header("DPoP-Nonce"));
	}

}
