package dev.gatehouse.gateway.tracing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Nobody waits for a collector, and what it does not take is counted. */
@Timeout(60)
class SpanExportTests {

	private static final TracedCall CALL = new TracedCall("00f067aa0ba902b8", "accounts", 8080, 3, 5, 200, null, false);

	/** The gateway's settings silence it. */
	private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("io.opentelemetry");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private SpanReceiver receiver = SpanReceiver.open();

	@BeforeEach
	void listen() {
		LIBRARY.setLevel(Level.OFF);
		this.lines.start();
		logger().addAppender(this.lines);
	}

	@AfterEach
	void close() {
		LIBRARY.setLevel(null);
		logger().detachAppender(this.lines);
		this.receiver.close();
	}

	@Test
	void spansAreSentAndCounted() {
		try (SpanExport export = started(1000, Duration.ofSeconds(5))) {
			export.add(request(CALL));
			export.add(request(null));
			Awaitility.await().until(() -> counted("exported") == 3);
		}
		assertThat(this.receiver.spans()).extracting(ReceivedSpan::kind).containsExactly("SERVER", "CLIENT", "SERVER");
		assertThat(counted("dropped")).isZero();
	}

	@Test
	void endSendsWhatWasHandedOver() {
		SpanExport export = started(10_000, Duration.ofSeconds(5));
		export.add(request(CALL));
		Awaitility.await().until(() -> counted("exported") == 2);
		for (int i = 0; i < 600; i++) {
			export.add(request(CALL));
		}
		export.close();
		assertThat(this.receiver.spans()).hasSize(1202);
		assertThat(counted("exported")).isEqualTo(1202);
	}

	@Test
	void queueHasABoundAndWhatIsBeyondItIsCounted() {
		try (SpanExport export = export(10, Duration.ofSeconds(5))) {
			for (int i = 0; i < 25; i++) {
				export.add(request(CALL));
			}
			assertThat(counted("dropped")).isEqualTo(30);
			export.start();
			Awaitility.await().until(() -> counted("exported") == 20);
		}
	}

	@Test
	void collectorThatRefusesIsSaidOnceAndAgainWhenItTakesThem() {
		this.receiver.answers(500);
		try (SpanExport export = started(1000, Duration.ofSeconds(5))) {
			for (int i = 1; i <= 3; i++) {
				int batches = i;
				export.add(request(CALL));
				Awaitility.await().until(() -> counted("dropped") == 2 * batches);
			}
			assertThat(this.receiver.heads()).as("500 is not one that is tried again").hasSize(3);
			this.receiver.answers(200);
			export.add(request(CALL));
			Awaitility.await().until(() -> counted("exported") == 2);
		}
		assertThat(said()).containsExactly("WARN spans cannot be sent to the collector: it does not take them",
				"INFO spans are sent to the collector again");
	}

	@Test
	void collectorThatIsBusyIsAskedAgain() {
		this.receiver.answers(503);
		try (SpanExport export = started(1000, Duration.ofSeconds(20))) {
			export.add(request(CALL));
			Awaitility.await().until(() -> !this.receiver.heads().isEmpty());
			this.receiver.answers(200);
			Awaitility.await().until(() -> counted("exported") == 2);
		}
		assertThat(counted("dropped")).isZero();
	}

	@Test
	void collectorThatIsAwayCostsItsSpansAndIsFoundAgain() {
		int port = this.receiver.port();
		this.receiver.close();
		try (SpanExport export = started(1000, Duration.ofMillis(500))) {
			export.add(request(CALL));
			Awaitility.await().until(() -> counted("dropped") == 2);
			this.receiver = SpanReceiver.openAt(port);
			export.add(request(CALL));
			Awaitility.await().until(() -> counted("exported") == 2);
		}
		assertThat(said()).containsExactly("WARN spans cannot be sent to the collector: java.net.ConnectException",
				"INFO spans are sent to the collector again");
	}

	@Test
	void collectorThatHangsIsGivenUpInTime() {
		this.receiver.hangs();
		try (SpanExport export = started(10, Duration.ofMillis(300))) {
			export.add(request(CALL));
			Awaitility.await().until(() -> counted("dropped") == 2);
		}
	}

	/** Its port is there, and nobody takes the connection. */
	@Test
	void collectorThatDoesNotEvenTakeTheConnectionIsGivenUpInTime() throws IOException {
		int port = this.receiver.port();
		this.receiver.close();
		try (ServerSocket silent = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
				SpanExport export = started(10, Duration.ofMillis(300))) {
			export.add(request(CALL));
			Awaitility.await().until(() -> counted("dropped") == 2);
			assertThat(silent.isClosed()).isFalse();
		}
	}

	@Test
	void endDoesNotWaitForACollectorThatHangs() {
		this.receiver.hangs();
		SpanExport export = started(10_000, Duration.ofMinutes(1));
		for (int i = 0; i < 1000; i++) {
			export.add(request(CALL));
		}
		Awaitility.await().until(() -> !this.receiver.heads().isEmpty());
		long before = System.nanoTime();
		export.close();
		assertThat(Duration.ofNanos(System.nanoTime() - before))
			.isLessThan(Duration.ofMillis(2 * SpanExport.LAST_PATIENCE_MILLIS + 500));
		assertThat(counted("dropped")).isEqualTo(2000);
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("span-export");
	}

	@Test
	void bundleThatIsNotThereIsNamed() {
		TracingSettings settings = new TracingSettings("https://collector.example/v1/traces", 1, 0, Map.of(), "nowhere",
				Duration.ofSeconds(5), 10);
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> Collector.of(settings, new DefaultSslBundleRegistry()))
			.withMessage("gatehouse.tracing.bundle: there is no bundle nowhere");
	}

	@Test
	void whatComesAfterTheEndIsCounted() {
		SpanExport export = started(10, Duration.ofSeconds(5));
		export.close();
		export.add(request(CALL));
		assertThat(counted("dropped")).isEqualTo(2);
	}

	private SpanExport started(int longest, Duration timeout) {
		SpanExport export = export(longest, timeout);
		export.start();
		return export;
	}

	private SpanExport export(int longest, Duration timeout) {
		TracingSettings settings = new TracingSettings(this.receiver.url(), 1, 0, Map.of(), null, timeout, longest);
		return new SpanExport(Collector.of(settings, new DefaultSslBundleRegistry()), longest, this.meters);
	}

	private static TracedRequest request(@Nullable TracedCall call) {
		return new TracedRequest("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", null,
				Instant.ofEpochSecond(TimeUnit.DAYS.toSeconds(20_000)), 1, 9, "GET", "https", "accounts",
				"listAccounts", "/v1/accounts", "acme", "allowed", null, 200, call);
	}

	private double counted(String what) {
		return this.meters.counter("gatehouse.spans." + what).count();
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(SpanExport.class);
	}

	private List<String> said() {
		return this.lines.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

}
