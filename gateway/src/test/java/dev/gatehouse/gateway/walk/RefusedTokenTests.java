package dev.gatehouse.gateway.walk;

import com.nimbusds.jose.JWSAlgorithm;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A flood of bad tokens is slowed down before signatures are checked. */
@OpenBank({ "gatehouse.refused-tokens.per-minute=1", "gatehouse.refused-tokens.burst=3" })
class RefusedTokenTests {

	private final Bank bank;

	RefusedTokenTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void sourceOfManyBadTokensIsRefusedUnlessItsTokenIsKnown() {
		Call known = Call.get("/v1/accounts").token(this.bank.token());
		assertThat(from("127.0.0.3", known)).isOk();
		for (int i = 0; i < 3; i++) {
			assertThat(from("127.0.0.3", bad())).isProblem(401, "invalid-token", "signature");
		}
		Answer refused = from("127.0.0.3", bad());
		assertThat(refused).isProblem(429, "rate-limited")
			.hasMember("limit", "3")
			.hasField("RateLimit-Policy", "\"refused-tokens\";q=3;w=180")
			.hasField("RateLimit", "\"refused-tokens\";r=0;t=180");
		assertThat(Long.parseLong(String.valueOf(refused.header("Retry-After")))).isBetween(1L, 60L);
		assertThat(this.bank.audit().of(refused).get("decision").asString()).isEqualTo("rate-limited");
		assertThat(from("127.0.0.3", Call.get("/v1/accounts").token(this.bank.token()))).isProblem(429, "rate-limited");
		assertThat(from("127.0.0.3", known)).isOk();
		assertThat(from("127.0.0.4", bad())).isProblem(401, "invalid-token", "signature");
		assertThat(this.bank.gate()
			.metrics()
			.sum("gatehouse_refusals_total", "client=\"unknown\"", "reason=\"rate-limited\"")).isPositive();
	}

	@Test
	void whoBringsNoTokenIsNotCounted() {
		for (int i = 0; i < 10; i++) {
			assertThat(from("127.0.0.5", Call.get("/v1/accounts"))).isProblem(401, "no-credentials", "none");
		}
		assertThat(from("127.0.0.5", Call.get("/v1/accounts").token(this.bank.token()))).isOk();
	}

	private Answer from(String address, Call call) {
		return this.bank.gate().sendFrom(address, call);
	}

	private Call bad() {
		return Call.get("/v1/accounts").token(this.bank.token().signatureBy(Keys.FORGED, JWSAlgorithm.RS256));
	}

}
