package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gatehouse.gateway.leaks.UsedSecrets;
import dev.gatehouse.gateway.tracing.ReceivedSpan;
import dev.gatehouse.gateway.tracing.SpanReceiver;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a collector learns of a request, which requests it learns of, and that the service
 * is told the same.
 */
@Timeout(120)
@ExtendWith(WatchExtension.class)
class TracingTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN = "00f067aa0ba902b7";

	private static final String ALL = "gatehouse.tracing.sample=1";

	private static final String NONE = "gatehouse.tracing.sample=0";

	private final SpanReceiver receiver = SpanReceiver.open();

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
		this.receiver.close();
	}

	private void open(String... settings) {
		open(this.receiver, settings);
	}

	private void open(SpanReceiver collector, String... settings) {
		this.bank.start(Stream.concat(Stream.of("gatehouse.tracing.endpoint=" + collector.url()), Stream.of(settings)))
			.awaitReady();
	}

	@Test
	void requestIsASpanWithItsCallOfTheServiceBelow() {
		open(ALL);
		String token = this.bank.token().text();
		Instant before = Instant.now();
		Answer answer = this.bank.send(Call.get("/v1/accounts/7-hidden-id?cursor=hidden-cursor")
			.token(token)
			.header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
			.header("tracestate", "vendor=hidden-state"));
		assertThat(answer).isOk();
		List<ReceivedSpan> spans = await(TRACE, 2);
		ReceivedSpan server = spans.getFirst();
		ReceivedSpan client = spans.getLast();
		assertThat(server.kind()).isEqualTo("SERVER");
		assertThat(server.name()).isEqualTo("GET /v1/accounts/{accountId}");
		assertThat(server.parentId()).isEqualTo(SPAN);
		assertThat(server.isError()).isFalse();
		assertThat(server.attributes()).isEqualTo(Map.of("http.request.method", "GET", "http.route",
				"/v1/accounts/{accountId}", "http.response.status_code", "200", "url.scheme", "http", "gatehouse.api",
				"accounts", "gatehouse.operation", "getAccount", "gatehouse.client", Bank.ACME, "gatehouse.outcome",
				"allowed"));
		assertThat(server.resource()).containsEntry("service.name", "gatehouse")
			.containsEntry("telemetry.sdk.language", "java")
			.containsKey("service.instance.id");
		assertThat(client.kind()).isEqualTo("CLIENT");
		assertThat(client.name()).isEqualTo(server.name());
		assertThat(client.parentId()).isEqualTo(server.spanId()).matches("[0-9a-f]{16}");
		assertThat(client.attributes()).isEqualTo(Map.of("http.request.method", "GET", "url.template",
				"/v1/accounts/{accountId}", "http.response.status_code", "200", "server.address", "127.0.0.1",
				"server.port", this.bank.accounts().url().replaceFirst(".*:", ""), "gatehouse.api", "accounts",
				"gatehouse.operation", "getAccount"));
		assertThat(this.bank.accounts().onlyArrival().values("traceparent"))
			.containsExactly("00-" + TRACE + "-" + client.spanId() + "-01");
		assertThat(this.bank.audit().of(answer).get("traceId").asString()).isEqualTo(TRACE);
		assertThat(List.of(nanos(before), server.began(), client.began(), client.ended(), server.ended(),
				nanos(Instant.now().plusMillis(1))))
			.isSorted();
		assertThat(this.receiver.raw()).doesNotContain("hidden", answer.requestId(), token.substring(0, 40),
				token.substring(token.length() - 40));
		assertThat(this.receiver.raw()).doesNotContain("127.0.0.1:", Bank.HOST);
	}

	private static long nanos(Instant instant) {
		return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
	}

	@Test
	void refusedRequestIsASpanWithItsReason() {
		open(ALL);
		assertThat(this.bank.send(Call.get("/v1/accounts"))).hasStatus(401);
		assertThat(this.bank.send(Call.get("/v1/hidden-path"))).hasStatus(404);
		assertThat(this.bank.send(Call.of("HIDDEN", "/v1/accounts"))).hasStatus(405);
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("umbrella-frozen"))))
			.hasStatus(403);
		Awaitility.await().until(() -> this.receiver.spans().size() == 4);
		assertThat(this.receiver.spans()).extracting(ReceivedSpan::name)
			.containsExactlyInAnyOrder("GET /v1/accounts", "GET", "HTTP", "GET /v1/accounts");
		assertThat(this.receiver.spans()).allMatch((span) -> span.kind().equals("SERVER") && span.parentId().isEmpty())
			.noneMatch(ReceivedSpan::isError)
			.noneMatch((span) -> span.attributes().containsKey("error.type"));
		assertThat(this.receiver.spans()).extracting((span) -> span.attributes().get("gatehouse.reason"))
			.containsExactlyInAnyOrder("none", "no-such-operation", "method-not-allowed", "partner-suspended");
		assertThat(this.receiver.spans()).extracting((span) -> span.attributes().get("http.request.method"))
			.containsExactlyInAnyOrder("GET", "GET", "_OTHER", "GET");
		assertThat(this.receiver.raw()).doesNotContainIgnoringCase("hidden");
	}

	@Test
	void requestThatCannotBeReadIsASpan() throws IOException {
		open(ALL);
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			assertThat(Answer.read(wire.send("HIDDEN\r\n\r\n"), "GET").status()).isEqualTo(400);
		}
		Awaitility.await().until(() -> !this.receiver.spans().isEmpty());
		assertThat(this.receiver.spans()).singleElement()
			.satisfies((span) -> assertThat(span.attributes()).containsEntry("http.request.method", "_OTHER")
				.containsEntry("gatehouse.reason", "bad-request"));
		assertThat(this.receiver.raw()).doesNotContain("HIDDEN");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "500, upstream-failed, 500", "503, upstream-unavailable, 503", "404, -, 404", "409, -, 409" })
	void answerThatIsAnErrorIsOneOfTheCallAndFrom500OnOfTheRequest(int status, @Nullable String reason, String fault) {
		open(ALL);
		this.bank.accounts().answers(Script.json(status, "{}"));
		assertThat(read()).hasStatus(status);
		Awaitility.await().until(() -> this.receiver.spans().size() == 2);
		ReceivedSpan server = this.receiver.spans().getFirst();
		ReceivedSpan client = this.receiver.spans().getLast();
		assertThat(server.isError()).isEqualTo(status >= 500);
		assertThat(server.attributes().get("error.type")).isEqualTo(reason);
		assertThat(server.attributes().get("gatehouse.reason")).isEqualTo(reason);
		assertThat(client.isError()).isTrue();
		assertThat(client.attributes()).containsEntry("error.type", fault);
	}

	@Test
	void callThatGetsNoAnswerSaysWhatHappenedAndThatItWasRepeated() {
		open(ALL);
		this.bank.accounts().answers(Script.bytesAndEnd("garbage\r\n\r\n"));
		assertThat(read()).hasStatus(502);
		this.bank.accounts().answersOnce(Script.bytesAndReset(""));
		assertThat(read()).isOk();
		Awaitility.await().until(() -> this.receiver.spans().size() == 4);
		List<ReceivedSpan> calls = this.receiver.spans()
			.stream()
			.filter((span) -> span.kind().equals("CLIENT"))
			.toList();
		assertThat(calls.getFirst().isError()).isTrue();
		assertThat(calls.getFirst().attributes()).containsKey("error.type")
			.doesNotContainKey("http.response.status_code");
		assertThat(calls.getLast().isError()).isFalse();
		assertThat(calls.getLast().attributes()).containsEntry("http.request.resend_count", "1");
		assertThat(this.bank.accounts().arrivals())
			.filteredOn((arrival) -> arrival.values("traceparent").getFirst().contains(calls.getLast().spanId()))
			.as("both attempts are below the one span")
			.hasSize(2);
	}

	@Test
	void clientThatGoesAwayIsNoErrorOfTheGateway() throws IOException {
		open(ALL);
		this.bank.accounts().answers(Script.silence());
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(Call.get("/v1/accounts").token(this.bank.token()).text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
		}
		Awaitility.await().until(() -> this.receiver.spans().size() == 2);
		assertThat(this.receiver.spans().getFirst().isError()).isFalse();
		assertThat(this.receiver.spans().getFirst().attributes()).containsEntry("gatehouse.outcome", "aborted")
			.doesNotContainKey("http.response.status_code");
		assertThat(this.receiver.spans().getLast().attributes()).containsEntry("error.type", "cancelled");
	}

	@ParameterizedTest
	@CsvSource({ "01, 01", "03, 03", "00, 00", "02, 02" })
	void traceThatAPartnerFollowsIsFollowedAndNoOther(String flags, String forwarded) {
		open(NONE);
		assertThat(this.bank.send(Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("traceparent", "00-" + TRACE + "-" + SPAN + "-" + flags))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("traceparent")).singleElement()
			.asString()
			.matches("00-" + TRACE + "-[0-9a-f]{16}-" + forwarded);
		this.bank.gate().close();
		assertThat(this.receiver.spans(TRACE)).hasSize(forwarded.endsWith("1") || forwarded.endsWith("3") ? 2 : 0);
	}

	@Test
	void traceThatBeginsHereIsFollowedByLotAlone() {
		open(NONE);
		assertThat(read()).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("traceparent")).singleElement().asString().endsWith("-00");
		this.bank.gate().close();
		assertThat(this.receiver.heads()).isEmpty();
	}

	/** Four a second are one for each partner; the others' flag is taken back. */
	@Test
	void flagOfAPartnerThatSetsItAlwaysIsTakenBack() {
		open(NONE, "gatehouse.tracing.callers-per-second=4");
		long began = System.nanoTime();
		for (int i = 0; i < 100; i++) {
			assertThat(this.bank.send(Call.get("/v1/accounts")
				.token(this.bank.token())
				.header("traceparent", "00-" + TRACE + "-" + SPAN + "-01"))).isOk();
		}
		long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 2;
		List<String> followed = new ArrayList<>();
		for (Arrival arrival : this.bank.accounts().arrivals()) {
			String value = arrival.values("traceparent").getFirst();
			if (value.endsWith("-01")) {
				followed.add(value.substring(36, 52));
			}
		}
		this.bank.gate().close();
		assertThat(followed).hasSizeBetween(1, (int) seconds);
		assertThat(this.receiver.spans(TRACE)).filteredOn((span) -> span.kind().equals("CLIENT"))
			.extracting(ReceivedSpan::spanId)
			.containsExactlyInAnyOrderElementsOf(followed);
	}

	@Test
	void flagOfAStrangerHasNoWeight() {
		open(NONE);
		for (int i = 0; i < 20; i++) {
			assertThat(
					this.bank.send(Call.get("/v1/accounts").header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")))
				.hasStatus(401);
		}
		this.bank.gate().close();
		assertThat(this.receiver.heads()).isEmpty();
	}

	@Test
	void collectorThatIsAwayIsOneLineAndACount() {
		open(ALL, "gatehouse.tracing.timeout=500ms");
		this.receiver.close();
		KeptLog.forget();
		for (int i = 1; i <= 3; i++) {
			int dropped = 2 * i;
			assertThat(read()).isOk();
			Awaitility.await().until(() -> this.bank.gate().metrics().sum("gatehouse_spans_dropped_total") == dropped);
		}
		assertThat(this.bank.gate().metrics().sum("gatehouse_spans_exported_total")).isZero();
		assertThat(KeptLog.lines()).filteredOn((line) -> !line.contains("canary"))
			.singleElement()
			.asString()
			.startsWith("WARN dev.gatehouse.gateway.tracing.SpanExport spans cannot be sent to the collector: ");
	}

	@Test
	void whyACollectorRefusesIsLoggedOnDemand() {
		String secret = UsedSecrets.add("a-secret-of-the-operators-of-0815-gateways");
		open(ALL, "gatehouse.management.secret=" + secret);
		this.receiver.answers(413);
		KeptLog.forget();
		assertThat(read()).isOk();
		Awaitility.await().until(() -> this.bank.gate().metrics().sum("gatehouse_spans_dropped_total") == 2);
		assertThat(KeptLog.lines()).noneMatch((line) -> line.contains("io.opentelemetry"));
		assertThat(this.bank.gate()
			.manage(Call.post("/actuator/loggers/io.opentelemetry", "{\"configuredLevel\":\"warn\"}").token(secret)))
			.hasStatus(204);
		assertThat(read()).isOk();
		Awaitility.await()
			.until(() -> KeptLog.lines()
				.stream()
				.anyMatch((line) -> line.startsWith("WARN io.opentelemetry.") && line.contains("413")));
	}

	@Test
	void endSendsWhatIsLeft() {
		open(ALL);
		for (int i = 0; i < 300; i++) {
			assertThat(read()).isOk();
		}
		this.bank.gate().close();
		assertThat(this.receiver.spans()).hasSize(600);
	}

	@Test
	void collectorIsShownWhatItWants() {
		String secret = "Bearer a-secret-of-the-collector-4711";
		open(ALL, "gatehouse.tracing.headers.authorization=" + UsedSecrets.add(secret));
		assertThat(read()).isOk();
		Awaitility.await().until(() -> !this.receiver.spans().isEmpty());
		assertThat(this.receiver.heads().getFirst().get("Authorization")).containsExactly(secret);
	}

	@Test
	void collectorIsBelievedByTheBundleAlone(@TempDir Path folder) throws IOException {
		Authority authority = new Authority("collectors");
		authority.issue("collector").writeTo(folder);
		Path trusted = Files.writeString(folder.resolve("ca.crt"), authority.text());
		PemSslStoreDetails own = PemSslStoreDetails.forCertificate("file:" + folder.resolve("tls.crt"))
			.withPrivateKey("file:" + folder.resolve("tls.key"));
		try (SpanReceiver encrypted = SpanReceiver.openWith(SslBundle.of(new PemSslStoreBundle(own, null)))) {
			open(encrypted, ALL, "gatehouse.tracing.timeout=500ms");
			assertThat(read()).isOk();
			Awaitility.await().until(() -> this.bank.gate().metrics().sum("gatehouse_spans_dropped_total") == 2);
			open(encrypted, ALL, "gatehouse.tracing.bundle=collector",
					"spring.ssl.bundle.pem.collector.truststore.certificate=file:" + trusted);
			assertThat(read()).isOk();
			Awaitility.await().until(() -> encrypted.spans().size() == 2);
		}
	}

	private Answer read() {
		return this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
	}

	private List<ReceivedSpan> await(String trace, int spans) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.receiver.spans(trace).size() == spans);
		return this.receiver.spans(trace);
	}

}
