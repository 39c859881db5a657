package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operators' port on loopback: health, metrics, log levels, revocations, the console,
 * and nothing else.
 */
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
	@ValueSource(strings = { "/", "/actuator", "/actuator/", "/actuator/env", "/actuator/beans", "/actuator/gateway",
			"/actuator/gateway/routes", "/actuator/heapdump", "/actuator/metrics", "/actuator/info",
			"/actuator/logfile", "/actuator/shutdown", "/actuator/configprops", "/actuator/mappings",
			"/actuator/threaddump", "/actuator/circuitbreakers", "/console/none.js", "/console/../actuator/env",
			"/webjars", "/error", "/v1/accounts", "/v1/cards" })
	void nothingElseIsServed(String path) {
		Answer answer = this.bank.gate().manage(Call.get(path).token(this.bank.token()));
		assertThat(answer).hasStatus(404);
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void nothingCanBeChanged() {
		for (String path : new String[] { "/actuator/health", "/actuator/prometheus", "/actuator/shutdown", "/console",
				"/console/data" }) {
			assertThat(this.bank.gate().manage(Call.of("POST", path).body("")).status()).isIn(403, 404, 405);
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
	void withoutASecretNobodyChangesALevel() {
		Answer answer = this.bank.gate().manage(Call.post("/actuator/loggers/ROOT", "{\"configuredLevel\":\"TRACE\"}"));
		assertThat(answer).hasStatus(403);
		assertThat(answer.body()).contains("gatehouse.management.secret is not set");
		assertThat(this.bank.gate().manage(Call.get("/actuator/loggers/ROOT")).body()).contains("\"INFO\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:9090", "[::1]:9090" })
	void thisMachineIsAnswered(String host) {
		assertThat(this.bank.gate().manageAt(host, Call.get("/console/data"))).hasStatus(200);
		assertThat(this.bank.gate().manageAt(host, Call.get("/actuator/health")).body()).contains("\"keys\"");
	}

	/** A page of the web that lets its own name point to this machine (DNS rebinding). */
	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:9090", "localhost.evil.example", "127.0.0.1.evil.example",
			"evil.example#localhost", "127.0.0.256.x", "[::2]", "0.0.0.0" })
	void otherNamesForThisMachineAreNotAnswered(String host) {
		for (String path : new String[] { "/console", "/console/data", "/actuator/prometheus", "/actuator/loggers" }) {
			Answer answer = this.bank.gate().manageAt(host, Call.get(path));
			assertThat(answer.status()).as(path).isIn(400, 421);
			assertThat(answer.body()).doesNotContain("gatehouse_", "allowed");
		}
		Answer health = this.bank.gate().manageAt(host, Call.get("/actuator/health"));
		assertThat(health.body()).doesNotContain("\"keys\"");
	}

	@Test
	void twoHostsOrNoneAreNotThisMachine() {
		Call two = Call.get("/console/data").header("Host", "evil.example");
		assertThat(this.bank.gate().manage(two).status()).isIn(400, 421);
		Call none = Call.of("GET", "/console/data");
		assertThat(this.bank.gate().manageAt("", none).status()).isIn(400, 421);
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
