package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.tracing.SpanReceiver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without a collector nothing of OpenTelemetry is even loaded, neither by the gateway nor
 * by what Spring Boot configures of itself; with one it is, or this would prove nothing.
 */
@Timeout(180)
class UntracedGatewayTests {

	private static final String LIBRARY = "io.opentelemetry.";

	private static final String EXPORT = "dev.gatehouse.gateway.tracing.SpanExport";

	@TempDir
	private Path folder = Path.of("");

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void withoutACollectorNothingOfItIsLoaded() throws Exception {
		assertThat(loadedAfter(Stream.of())).anyMatch((line) -> line.contains("dev.gatehouse.gateway.record.Passage "))
			.noneMatch((line) -> line.contains(LIBRARY))
			.noneMatch((line) -> line.contains(EXPORT));
	}

	@Test
	void withACollectorItIs() throws Exception {
		try (SpanReceiver receiver = SpanReceiver.open()) {
			assertThat(loadedAfter(Stream.of("gatehouse.tracing.endpoint=" + receiver.url())))
				.anyMatch((line) -> line.contains(LIBRARY))
				.anyMatch((line) -> line.contains(EXPORT));
		}
	}

	/** Serves a request of each kind that tracing has to do with, and ends. */
	private List<String> loadedAfter(Stream<String> settings) throws IOException, InterruptedException {
		Path classes = this.folder.resolve("classes.log");
		try (GateProcess gate = GateProcess.start(Stream.concat(this.bank.settings(), settings),
				this.folder.resolve("gateway.log"), "-Xlog:class+load:file=" + classes)) {
			Call call = Call.get("/v1/accounts")
				.token(this.bank.token())
				.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
			Awaitility.await().until(() -> gate.send(call).status() == 200);
			assertThat(gate.send(Call.get("/v1/accounts"))).hasStatus(401);
			assertThat(this.bank.accounts().onlyArrival().values("traceparent")).singleElement()
				.asString()
				.endsWith("-01");
			gate.process().destroy();
			assertThat(gate.process().waitFor()).isEqualTo(143);
		}
		return Files.readAllLines(classes);
	}

}
