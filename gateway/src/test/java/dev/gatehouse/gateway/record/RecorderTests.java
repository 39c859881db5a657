package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.partner.RegisteredPartners;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Every request leaves one line and its counts, and no label comes from a stranger. */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class RecorderTests {

	private static final Operation LIST = new Operation("accounts", "listAccounts", "GET", "/v1/accounts",
			List.of("accounts:read"), Set.of());

	@TempDir
	private Path folder;

	private final JsonMapper json = new JsonMapper();

	private final TraceInHand trace = new TraceInHand();

	private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, this.trace);

	private long nanos = 7;

	private AuditLog audit;

	private Recorder recorder;

	@BeforeEach
	void open() throws IOException {
		this.audit = new AuditFolder(this.folder.resolve("audit")).open(this.meters);
		this.audit.start();
		this.recorder = new Recorder(this.audit,
				new RequestMetrics(this.meters, RegisteredPartners.of(this.folder, "acme"), this.trace), null,
				() -> Instant.parse("2026-11-21T12:00:00.123Z"), () -> this.nanos);
	}

	@Test
	void allowedRequestIsRecordedWithAllThatIsKnown() throws IOException {
		Passage passage = this.recorder.begin(exchange("/v1/accounts?secret=1"));
		passage.from(new Source(InetAddress.getByName("192.0.2.1"), "192.0.2.1", "http", "bank.example"));
		passage.to(LIST);
		passage.with(token(), "acme");
		JsonNode record = end(passage, 200, true);
		assertThat(record.get("time").asString()).isEqualTo("2026-11-21T12:00:00.123Z");
		assertThat(record.get("requestId").asString()).isEqualTo(passage.requestId());
		assertThat(record.get("traceId").asString()).isEqualTo(passage.traceId());
		assertThat(record.get("client").asString()).isEqualTo("acme");
		assertThat(record.get("tokenId").asString()).isEqualTo("jti-1");
		assertThat(record.get("keyId").asString()).isEqualTo("kid-1");
		assertThat(record.get("source").asString()).isEqualTo("192.0.2.1");
		assertThat(record.get("api").asString()).isEqualTo("accounts");
		assertThat(record.get("operation").asString()).isEqualTo("listAccounts");
		assertThat(record.get("method").asString()).isEqualTo("GET");
		assertThat(record.get("path").asString()).isEqualTo("/v1/accounts");
		assertThat(record.get("scopes").get(0).asString()).isEqualTo("accounts:read");
		assertThat(record.get("decision").asString()).isEqualTo("allowed");
		assertThat(record.get("reason").isNull()).isTrue();
		assertThat(record.get("status").asInt()).isEqualTo(200);
		assertThat(record.get("durationMs").asInt()).isEqualTo(42);
	}

	@Test
	void refusedRequestIsRecordedWithItsReason() throws IOException {
		Passage passage = this.recorder.begin(exchange("/v1/accounts"));
		passage.refused(Refusal.of(Problem.INVALID_TOKEN, "expired", "A sentence."));
		JsonNode record = end(passage, 401, true);
		assertThat(record.get("decision").asString()).isEqualTo("invalid-token");
		assertThat(record.get("reason").asString()).isEqualTo("expired");
		assertThat(record.get("client").isNull()).isTrue();
		assertThat(record.get("operation").isNull()).isTrue();
	}

	@Test
	void clientThatWentAwayBeforeAnAnswerIsRecordedAs499() throws IOException {
		JsonNode record = end(this.recorder.begin(exchange("/v1/accounts")), Recorder.NOTHING, false);
		assertThat(record.get("status").asInt()).isEqualTo(499);
	}

	/**
	 * Its end was cut off with the gateway's: nothing else would tell that it was there.
	 */
	@Test
	void requestThatHasNotEndedIsAGapForTheNextStart() throws IOException {
		Path mark = this.folder.resolve("audit/audit.open");
		Passage ended = this.recorder.begin(exchange("/v1/accounts"));
		this.recorder.begin(exchange("/v1/accounts"));
		end(ended, 200, true);
		assertThat(mark).exists();
		AuditFolder again = new AuditFolder(this.folder.resolve("audit"));
		again.run((log) -> log.add(AuditEntries.allowed("next")));
		assertThat(again.records().get(1).get("reason").asString()).isEqualTo("crash");
		assertThat(mark).doesNotExist();
	}

	/** A stranger could send any number of them, and push out what was let in. */
	@Test
	void whatCannotBeReadTakesNoRoomOfThoseThatWereLetIn() throws IOException {
		Path day = Files.createDirectory(this.folder.resolve("audit/audit-2026-11-21.jsonl"));
		this.recorder.end(this.recorder.begin(exchange("/v1/accounts")), 200, true);
		Awaitility.await().until(this.audit::isRefusing);
		Passage unread = this.recorder.beginUnread("GET / HTTP/9");
		unread.refused(Refusal.of(Problem.BAD_REQUEST, "A sentence."));
		this.recorder.endUnread(unread, 400);
		assertThat(this.audit.lost()).isEqualTo(1);
		assertThat(this.meters.scrape())
			.contains("gatehouse_refusals_total{client=\"unknown\",reason=\"bad-request\"} 1");
		Files.delete(day);
		Awaitility.await().until(() -> !this.audit.isRefusing());
		Passage next = this.recorder.beginUnread("GET / HTTP/9");
		next.refused(Refusal.of(Problem.BAD_REQUEST, "A sentence."));
		this.recorder.endUnread(next, 400);
		this.audit.close();
		assertThat(Files.readAllLines(day)).hasSize(3)
			.element(1)
			.asString()
			.contains("\"decision\":\"gap\"", "\"missing\":1");
	}

	@Test
	void longPathIsCut() throws IOException {
		JsonNode record = end(this.recorder.begin(exchange("/" + "a".repeat(4000))), 404, true);
		assertThat(record.get("path").asString()).hasSize(512);
	}

	@Test
	void requestIdIsARandomUuidAndNotTheCallers() {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/").header("X-Request-Id", "mine"));
		Passage passage = this.recorder.begin(exchange);
		assertThat(passage.requestId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
			.isNotEqualTo(this.recorder.begin(exchange).requestId());
		this.audit.close();
	}

	@Test
	void passageTravelsWithTheExchangeAndKnowsOnlyWhereItWas() {
		MockServerWebExchange exchange = exchange("/");
		Passage passage = this.recorder.begin(exchange);
		assertThat(Passage.of(exchange)).isSameAs(passage);
		assertThatIllegalStateException().isThrownBy(passage::requiredOperation);
		assertThatIllegalStateException().isThrownBy(passage::requiredCaller);
		assertThatIllegalStateException().isThrownBy(passage::requiredSource);
		passage.to(LIST);
		assertThat(passage.requiredOperation()).isSameAs(LIST);
		this.audit.close();
	}

	@Test
	void metricsHaveTheNamesAndLabelsOfTheInterface() throws IOException {
		Passage passage = this.recorder.begin(exchange("/v1/accounts"));
		passage.to(LIST);
		passage.with(token(), "acme");
		passage.refused(Refusal.of(Problem.RATE_LIMITED, "A sentence."));
		end(passage, 429, true);
		assertThat(this.meters.scrape()).contains(
				"gatehouse_requests_seconds_count{api=\"accounts\",operation=\"listAccounts\",outcome=\"refused\",status=\"429\"} 1",
				"gatehouse_requests_seconds_bucket{api=\"accounts\",operation=\"listAccounts\",outcome=\"refused\",status=\"429\",le=\"0.05\"} 1",
				"gatehouse_requests_seconds_bucket{api=\"accounts\",operation=\"listAccounts\",outcome=\"refused\",status=\"429\",le=\"0.025\"} 0",
				"gatehouse_partner_requests_total{api=\"accounts\",client=\"acme\",outcome=\"refused\"} 1.0",
				"gatehouse_refusals_total{client=\"acme\",reason=\"rate-limited\"} 1.0",
				"gatehouse_audit_records_total 1.0", "gatehouse_audit_dropped_total 0.0");
	}

	@Test
	void outcomeIsAllowedRefusedFailedOrAborted() {
		record(LIST, null, 200, true);
		record(LIST, null, 500, true);
		record(LIST, Refusal.of(Problem.NO_CREDENTIALS, "none", "x"), 401, true);
		record(LIST, Refusal.of(Problem.UPSTREAM_TIMEOUT, "x"), 504, true);
		record(LIST, null, 200, false);
		this.audit.close();
		assertThat(this.meters.scrape()).contains("outcome=\"allowed\",status=\"200\"} 1",
				"outcome=\"allowed\",status=\"500\"} 1", "outcome=\"refused\",status=\"401\"} 1",
				"outcome=\"failed\",status=\"504\"} 1", "outcome=\"aborted\",status=\"200\"} 1");
	}

	@Test
	void bucketNamesTheTraceOfARequestThatFellIntoIt() throws IOException {
		Passage passage = this.recorder.begin(MockServerWebExchange.from(MockServerHttpRequest.get("/")
			.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")));
		passage.to(LIST);
		end(passage, 200, true);
		String exemplar = "# {span_id=\"" + passage.spanId()
				+ "\",trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"} 0.042999";
		assertThat(this.meters.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8").lines())
			.filteredOn((line) -> line.startsWith("gatehouse_requests_seconds_bucket{") && line.contains("trace_id"))
			.singleElement()
			.asString()
			.contains("le=\"0.05\"", exemplar);
		assertThat(this.meters.scrape()).doesNotContain("trace_id");
		assertThat(this.trace.isCurrentSpanSampled()).isFalse();
	}

	@Test
	void seriesDoNotGrowWithWhatStrangersSend() {
		long series = 0;
		for (int i = 0; i < 200; i++) {
			MockServerWebExchange exchange = MockServerWebExchange
				.from(MockServerHttpRequest.method(HttpMethod.valueOf("M" + i), "/stranger/" + i)
					.header("X-Client-Id", "stranger-" + i));
			Passage passage = this.recorder.begin(exchange);
			passage.with(token(), "stranger-" + i);
			passage.refused(Refusal.of(Problem.UNKNOWN_PARTNER, "x"));
			this.recorder.end(passage, 403, true);
			series = (i == 0) ? this.meters.scrape().lines().count() : series;
		}
		this.audit.close();
		assertThat(this.meters.scrape().lines()).hasSize((int) series);
		assertThat(this.meters.scrape())
			.contains("gatehouse_partner_requests_total{api=\"none\",client=\"unknown\",outcome=\"refused\"} 200.0")
			.contains("gatehouse_refusals_total{client=\"unknown\",reason=\"unknown-partner\"} 200.0")
			.doesNotContain("stranger");
	}

	private void record(Operation operation, @Nullable Refusal refusal, int status, boolean completed) {
		Passage passage = this.recorder.begin(exchange("/"));
		passage.to(operation);
		if (refusal != null) {
			passage.refused(refusal);
		}
		this.recorder.end(passage, status, completed);
	}

	private JsonNode end(Passage passage, int status, boolean completed) throws IOException {
		this.nanos += TimeUnit.MICROSECONDS.toNanos(42_999);
		this.recorder.end(passage, status, completed);
		this.audit.close();
		List<String> lines = Files.readAllLines(this.folder.resolve("audit/audit-2026-11-21.jsonl"));
		assertThat(lines).hasSize(1);
		return this.json.readTree(lines.getFirst());
	}

	private static MockServerWebExchange exchange(String target) {
		return MockServerWebExchange.from(MockServerHttpRequest.get(target));
	}

	private static Jwt token() {
		return Jwt.withTokenValue("secret-token").header("kid", "kid-1").claim("jti", "jti-1").build();
	}

}
