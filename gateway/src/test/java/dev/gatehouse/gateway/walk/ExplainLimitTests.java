package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A source may have so much explained, and what it has explained costs no partner. */
@OpenBank({ "gatehouse.explain.requests-per-minute=1", "gatehouse.explain.burst=3" })
class ExplainLimitTests {

	private final Bank bank;

	ExplainLimitTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void sourceThatAsksTooOftenIsRefusedAndNoOther() {
		for (int i = 0; i < 3; i++) {
			Explained.of(this.bank.gate().sendFrom("127.0.0.3", question()));
		}
		Answer refused = this.bank.gate().sendFrom("127.0.0.3", question());
		assertThat(refused).isProblem(429, "rate-limited")
			.hasMember("limit", "3")
			.hasField("RateLimit-Policy", "\"explain\";q=3;w=180");
		assertThat(Long.parseLong(String.valueOf(refused.header("Retry-After")))).isBetween(30L, 60L);
		assertThat(this.bank.audit().of(refused).get("operation").asString()).isEqualTo("explain");
		Explained.of(this.bank.gate().sendFrom("127.0.0.4", question()));
		Call real = Call.get("/v1/accounts").token(this.bank.token());
		assertThat(this.bank.gate().sendFrom("127.0.0.3", real)).isOk();
	}

	@Test
	void whoBringsNoTokenIsNotCounted() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.bank.gate().sendFrom("127.0.0.5", Explained.question("GET", "/"))).isProblem(401,
					"no-credentials", "none");
		}
		Explained.of(this.bank.gate().sendFrom("127.0.0.5", question()));
	}

	private Call question() {
		return Explained.question("GET", "/v1/accounts").token(this.bank.token());
	}

}
