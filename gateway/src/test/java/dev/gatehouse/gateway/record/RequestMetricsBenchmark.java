package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.partner.RegisteredPartners;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.FileSystemUtils;

/** What it costs a request to be counted and timed. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestMetricsBenchmark {

	private static final int PASSAGES = 256;

	private static final long NANOS = TimeUnit.MICROSECONDS.toNanos(700);

	private final Passage[] allowed = new Passage[PASSAGES];

	private final Passage[] refused = new Passage[PASSAGES];

	private RequestMetrics metrics;

	private int next;

	/** A hundred partners and twenty operations. */
	@Setup
	public void set() throws IOException {
		Path folder = Files.createTempDirectory("metrics");
		String[] clients = new String[100];
		for (int i = 0; i < clients.length; i++) {
			clients[i] = "partner-" + i;
		}
		TraceInHand trace = new TraceInHand();
		this.metrics = new RequestMetrics(
				new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, trace),
				RegisteredPartners.of(folder, clients), trace);
		FileSystemUtils.deleteRecursively(folder);
		Operation[] operations = new Operation[20];
		for (int i = 0; i < operations.length; i++) {
			operations[i] = new Operation("api-" + i % 3, "operation-" + i, "GET", "/v1/" + i, List.of("a:read"),
					Set.of());
		}
		Jwt token = Jwt.withTokenValue("x").header("kid", "kid-1").claim("jti", "jti-1").build();
		for (int i = 0; i < PASSAGES; i++) {
			this.allowed[i] = passage(operations[i % operations.length], token, clients[i % clients.length]);
			this.refused[i] = passage(operations[i % operations.length], token, clients[i % clients.length]);
			this.refused[i].refused(Refusal.of(Problem.RATE_LIMITED, "A sentence."));
		}
	}

	private static Passage passage(Operation operation, Jwt token, String client) {
		Passage passage = Passages.of(MockServerWebExchange.from(MockServerHttpRequest.get("/v1/1")));
		passage.to(operation);
		// Each token has a text of its own.
		passage.with(token, new String(client.toCharArray()));
		return passage;
	}

	@Benchmark
	public void allowed() {
		this.metrics.count(this.allowed[this.next++ & (PASSAGES - 1)], 200, Outcome.ALLOWED, NANOS);
	}

	@Benchmark
	public void refused() {
		this.metrics.count(this.refused[this.next++ & (PASSAGES - 1)], 429, Outcome.REFUSED, NANOS);
	}

}
