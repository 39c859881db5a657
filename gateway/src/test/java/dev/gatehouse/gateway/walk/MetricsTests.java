package dev.gatehouse.gateway.walk;

import com.nimbusds.jose.JWSAlgorithm;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What Prometheus sees. That strangers cannot make it grow: {@link StrangersTests}. */
@OpenBank
class MetricsTests {

	private final Bank bank;

	MetricsTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void requestsAreCountedAndTimedByOperationStatusAndOutcome() {
		Metrics before = this.bank.gate().metrics();
		assertThat(read()).isOk();
		this.bank.accounts().answers(Script.bytesAndEnd("garbage\r\n\r\n"));
		assertThat(read()).hasStatus(502);
		assertThat(this.bank.send(Call.get("/v1/accounts"))).hasStatus(401);
		String[] allowed = { "api=\"accounts\"", "operation=\"listAccounts\"", "status=\"200\"",
				"outcome=\"allowed\"" };
		String[] failed = { "operation=\"listAccounts\"", "status=\"502\"", "outcome=\"failed\"" };
		String[] refused = { "operation=\"listAccounts\"", "status=\"401\"", "outcome=\"refused\"" };
		awaitMore(before, "gatehouse_requests_seconds_count", allowed);
		awaitMore(before, "gatehouse_requests_seconds_count", failed);
		awaitMore(before, "gatehouse_requests_seconds_count", refused);
		awaitMore(before, "gatehouse_requests_seconds_bucket", "operation=\"listAccounts\"", "le=\"10.0\"");
		awaitMore(before, "gatehouse_upstream_seconds_count", "api=\"accounts\"", "outcome=\"success\"");
		awaitMore(before, "gatehouse_upstream_seconds_count", "api=\"accounts\"", "outcome=\"failure\"");
	}

	@Test
	void partnersAreCountedByNameAndRefusalsByReason() {
		Metrics before = this.bank.gate().metrics();
		assertThat(read()).isOk();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("umbrella-frozen"))))
			.hasStatus(403);
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().expired()))).hasStatus(401);
		TestTokens forged = this.bank.token().expired().signatureBy(Keys.FORGED, JWSAlgorithm.RS256);
		assertThat(this.bank.send(Call.get("/v1/accounts").token(forged))).hasStatus(401);
		awaitMore(before, "gatehouse_partner_requests_total", "client=\"" + Bank.ACME + "\"", "api=\"accounts\"",
				"outcome=\"allowed\"");
		awaitMore(before, "gatehouse_refusals_total", "client=\"umbrella-frozen\"", "reason=\"partner-suspended\"");
		awaitMore(before, "gatehouse_refusals_total", "client=\"" + Bank.ACME + "\"", "reason=\"expired\"");
		awaitMore(before, "gatehouse_partner_requests_total", "client=\"" + Bank.ACME + "\"", "outcome=\"refused\"");
		awaitMore(before, "gatehouse_refusals_total", "client=\"unknown\"", "reason=\"signature\"");
		assertThat(this.bank.gate()
			.metrics()
			.sum("gatehouse_refusals_total", "client=\"" + Bank.ACME + "\"", "reason=\"signature\"")).isZero();
	}

	@Test
	void bucketsNameATraceToWhoeverReadsOpenMetrics() {
		String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
		Call call = Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00");
		Call scrape = Call.get("/actuator/prometheus").header("Accept", "application/openmetrics-text; version=1.0.0");
		Awaitility.await().until(() -> {
			this.bank.send(call);
			return this.bank.gate()
				.manage(scrape)
				.body()
				.lines()
				.anyMatch((line) -> line.startsWith("gatehouse_requests_seconds_bucket{") && line.contains(trace));
		});
		assertThat(this.bank.gate().manage(scrape).body().lines()).filteredOn((line) -> line.contains("trace_id"))
			.allMatch((line) -> line.contains("_bucket{"));
		assertThat(this.bank.gate().manage(Call.get("/actuator/prometheus")).body()).doesNotContain("trace_id");
	}

	@Test
	void keysAndRecordsAreWatched() {
		this.bank.audit().of(read());
		Metrics metrics = this.bank.gate().metrics();
		assertThat(metrics.sum("gatehouse_keys_age_seconds")).isNotNegative();
		assertThat(metrics.sum("gatehouse_key_fetches_total", "result=\"success\"")).isPositive();
		assertThat(metrics.sum("gatehouse_audit_records_total")).isPositive();
		assertThat(metrics.sum("gatehouse_audit_dropped_total")).isZero();
	}

	/** Each name is one that somebody's dashboard or alert stands on. */
	@Test
	void whatIsPromisedIsThere() {
		this.bank.audit().of(read());
		assertThat(this.bank.send(Call.get("/v1/accounts"))).hasStatus(401);
		String[] promised = { "gatehouse_requests_seconds_bucket", "gatehouse_requests_seconds_count",
				"gatehouse_requests_seconds_sum", "gatehouse_partner_requests_total", "gatehouse_refusals_total",
				"gatehouse_upstream_seconds_count", "gatehouse_upstream_connections", "gatehouse_keys_age_seconds",
				"gatehouse_key_fetches_total", "gatehouse_token_cache_requests_total", "gatehouse_token_cache_tokens",
				"gatehouse_audit_records_total", "gatehouse_audit_dropped_total", "gatehouse_partner_fresh_tokens",
				"gatehouse_revocations", "gatehouse_registry_stale", "gatehouse_registry_reloads_total",
				"gatehouse_validation_findings_total", "resilience4j_circuitbreaker_state",
				"resilience4j_bulkhead_available_concurrent_calls",
				"resilience4j_bulkhead_max_allowed_concurrent_calls", "jvm_memory_used_bytes",
				"jvm_gc_pause_seconds_count", "jvm_threads_live_threads", "process_cpu_usage", "process_uptime_seconds",
				"process_files_open_files", "logback_events_total" };
		Awaitility.await()
			.untilAsserted(() -> assertThat(promised)
				.allSatisfy((name) -> assertThat(this.bank.gate().metrics().series().keySet())
					.anyMatch((series) -> series.equals(name) || series.startsWith(name + "{"))));
		assertThat(this.bank.gate().metrics().sum("gatehouse_upstream_connections", "api=\"accounts\"")).isPositive();
	}

	/** What is counted at the end of a request may come after its answer. */
	private void awaitMore(Metrics before, String name, String... labels) {
		Awaitility.await().until(() -> this.bank.gate().metrics().sum(name, labels) > before.sum(name, labels));
	}

	private Answer read() {
		return this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
	}

}
