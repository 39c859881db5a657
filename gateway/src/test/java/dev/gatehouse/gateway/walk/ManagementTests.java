package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The operators' port: health, metrics, revocations, and nothing else. */
@OpenBank
class ManagementTests {

	private final Bank bank;

	ManagementTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness" })
	void healthIsUp(String path) {
		Answer answer = this.bank.gate().manage(Call.get(path));
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).contains("\"status\":\"UP\"");
	}

	@Test
	void livenessDependsOnNothingOutside() {
		assertThat(this.bank.gate().manage(Call.get("/actuator/health/liveness")).body()).doesNotContain("keys");
		assertThat(this.bank.gate().manage(Call.get("/actuator/health/readiness")).body()).contains("keys");
	}

	@Test
	void prometheusIsServed() {
		Answer answer = this.bank.gate().manage(Call.get("/actuator/prometheus"));
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).contains("# TYPE", "jvm_memory_used_bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator/env", "/actuator/beans", "/actuator/gateway", "/actuator/gateway/routes",
			"/actuator/heapdump", "/actuator/loggers", "/actuator/metrics", "/actuator/shutdown",
			"/actuator/configprops", "/actuator/mappings", "/actuator/threaddump", "/actuator/circuitbreakers",
			"/v1/accounts", "/v1/cards" })
	void nothingElseIsServed(String path) {
		Answer answer = this.bank.gate().manage(Call.get(path).token(this.bank.token()));
		assertThat(answer).hasStatus(404);
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void nothingCanBeChanged() {
		for (String path : new String[] { "/actuator/health", "/actuator/prometheus", "/actuator/shutdown" }) {
			assertThat(this.bank.gate().manage(Call.of("POST", path).body("")).status()).isIn(404, 405);
		}
		assertThat(this.bank.gate().manage(Call.get("/actuator/health"))).hasStatus(200);
	}

	/** Whatever is sent: nobody has been given a secret. */
	@Test
	void withoutASecretRevocationsAreNobodysAndTheAnswerSaysWhy() {
		for (Call call : new Call[] { Call.get("/actuator/revocations"),
				Call.get("/actuator/revocations").header("Authorization", "Bearer "),
				Call.post("/actuator/revocations", "{\"client\":\"acme-treasury\"}").token(this.bank.token()) }) {
			Answer answer = this.bank.gate().manage(call);
			assertThat(answer).hasStatus(403).hasField("Content-Type", "application/problem+json");
			assertThat(answer.body()).contains("gatehouse.management.secret is not set");
		}
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk();
	}

	@Test
	void whatIsAskedHereIsNoPartnersRequest() {
		int before = this.bank.audit().lines().size();
		this.bank.gate().manage(Call.get("/actuator/health/liveness"));
		Answer last = this.bank.send(Call.get("/v1/none"));
		this.bank.audit().of(last);
		assertThat(this.bank.audit().lines().stream().skip(before))
			.noneMatch((line) -> line.contains("/actuator/health/liveness"));
		assertThat(this.bank.audit().lines().size()).isGreaterThan(before);
	}

}
