package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Which check failed is told: in the record, in a metric, and to who asks. */
@OpenBank(Holder.AT)
class ExplainBindingTests {

	private final Bank bank;

	private final Holder wayne;

	ExplainBindingTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@Test
	void checkThatFailedIsRecordedAndCounted() {
		Metrics before = this.bank.gate().metrics();
		String token = this.wayne.token().text();
		Answer refused = this.bank.send(Holder.read(token, this.wayne.proof(token).claim("htm", "PUT").text()));
		JsonNode record = this.bank.audit().of(refused);
		assertThat(record.get("reason").asString()).isEqualTo("binding");
		assertThat(record.get("check").asString()).isEqualTo("proof-method");
		assertThat(record.get("client").asString()).isEqualTo("wayne-dpop");
		Answer plain = this.bank.send(Call.get("/v1/accounts").token(token));
		assertThat(this.bank.audit().of(plain).get("check").asString()).isEqualTo("bearer");
		assertThat(this.bank.audit().of(plain).get("client").asString()).isEqualTo("wayne-dpop");
		Answer good = this.bank.send(Holder.read(token, this.wayne.proof(token).text()));
		assertThat(this.bank.audit().of(good).get("check").isNull()).isTrue();
		Metrics after = this.bank.gate().metrics();
		assertThat(count(after, "wayne-dpop", "proof-method") - count(before, "wayne-dpop", "proof-method")).isOne();
		assertThat(count(after, "wayne-dpop", "bearer") - count(before, "wayne-dpop", "bearer")).isOne();
	}

	private static double count(Metrics metrics, String client, String check) {
		return metrics.sum("gatehouse_failed_checks_total", "client=\"" + client + "\"", "check=\"" + check + "\"");
	}

	@Test
	void questionNeedsAProofOfItsOwn() {
		String token = this.wayne.token().text();
		String proof = this.wayne.proof("GET", "/v1/explain", token).text();
		Call question = Explained.question("GET", "/v1/accounts")
			.header("Authorization", "DPoP " + token)
			.header("DPoP", proof);
		Explained explained = Explained.of(this.bank.send(question));
		assertThat(explained.isAllowed()).as("%s", explained).isTrue();
		assertThat(explained.json().path("proof").path("thumbprint").asString())
			.isEqualTo(explained.json().path("token").path("confirmation").path("jkt").asString());
		assertThat(explained.json().path("proof").path("algorithm").asString()).isEqualTo("ES256");
		assertThat(explained.json().path("proof").propertyNames()).containsExactly("thumbprint", "algorithm",
				"issuedAt");
		Explained again = Explained.of(this.bank.send(question));
		assertThat(again.checks("failed")).containsExactly("partner.binding");
		assertThat(again.refusal("failedCheck")).isEqualTo("proof-replayed");
		assertThat(again.members()).doesNotContain("partner", "limits");
	}

	@Test
	void questionWithoutWhatItsTokenIsBoundToIsToldSo() {
		String token = this.wayne.token().text();
		Explained none = Explained
			.of(this.bank.send(Explained.question("GET", "/v1/accounts").header("Authorization", "DPoP " + token)));
		assertThat(none.checks("failed")).containsExactly("partner.binding");
		assertThat(none.refusal("failedCheck")).isEqualTo("no-proof");
		assertThat(none.json().get("proof").isNull()).isTrue();
		Explained plain = Explained.of(this.bank.send(Explained.question("GET", "/v1/accounts").token(token)));
		assertThat(plain.checks("failed")).containsExactly("token.binding");
		assertThat(plain.refusal("failedCheck")).isEqualTo("bearer");
	}

}
