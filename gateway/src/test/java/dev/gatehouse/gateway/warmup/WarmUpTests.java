package dev.gatehouse.gateway.warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import dev.gatehouse.gateway.GatewayApplication;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The other gateway is started here as it is before a real one listens. */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpTests {

	/** What would stop a gateway that reads it, or lead it to somebody else. */
	private static final Map<String, String> OF_THE_MACHINE = Map.of("management.server.port", "-7", "gatehouse.store",
			"nonsense", "gatehouse.forward.connections", "-1");

	private final Properties before = (Properties) System.getProperties().clone();

	private List<Path> folders = List.of();

	@BeforeEach
	void look() throws IOException {
		this.folders = folders();
	}

	@AfterEach
	void restore() {
		System.setProperties(this.before);
	}

	@Test
	void callsAnotherGatewayAndLeavesNothingOfIt(CapturedOutput output) throws IOException {
		WarmUp warmUp = WarmUp.of(GatewayApplication.class, "300ms", () -> 0);
		// As the real gateway's start has.
		System.setProperty("java.awt.headless", "true");
		Object before = System.getProperties().clone();
		Set<Thread> threads = Thread.getAllStackTraces().keySet();
		LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
		List<LoggerContextListener> listeners = log.getCopyOfListenerList();

		start(warmUp);

		assertThat(output.getAll().lines()).allMatch((line) -> line.contains("warmed up by " + warmUp.calls()));
		assertThat(System.getProperties()).isEqualTo(before);
		assertThat(folders()).isEqualTo(this.folders);
		assertThat(log.getCopyOfListenerList()).isEqualTo(listeners);
		// Those of its surroundings end when they find their connections closed.
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(Thread.getAllStackTraces().keySet()).filteredOn((one) -> !threads.contains(one))
						.extracting(Thread::getName)
						.doesNotContain("warm-up", "audit-log", "issuer-keys"));
		assertThat(warmUp.calls()).isPositive();
	}

	@Test
	void settingsOfTheMachineAreNotRead() {
		OF_THE_MACHINE.forEach(System::setProperty);
		WarmUp warmUp = WarmUp.of(GatewayApplication.class, "300ms", () -> 0);

		start(warmUp);

		assertThat(warmUp.calls()).isPositive();
	}

	@Test
	void applicationThatDoesNotStartIsALineAndNoError(CapturedOutput output) throws IOException {
		start(WarmUp.of(WarmUpTests.class, "1s", () -> 0));

		assertThat(folders()).isEqualTo(this.folders);
		assertThat(output.getAll()).contains("the warm-up failed").doesNotContain("warmed up");
	}

	@Test
	void callsEndWhenTheGatewayIsToListen() {
		WarmUp warmUp = WarmUp.of(GatewayApplication.class, "1500ms", uptime(1000, 1300));

		start(warmUp);

		assertThat(warmUp.time()).hasMillis(200);
		assertThat(warmUp.calls()).isPositive();
	}

	@Test
	void startThatTakesAllTheTimeLeavesNoneForCalls(CapturedOutput output) {
		WarmUp warmUp = WarmUp.of(GatewayApplication.class, "1500ms", uptime(1000, 1501));

		start(warmUp);

		assertThat(warmUp.calls()).isZero();
		assertThat(output.getAll()).contains("not warmed up").contains("gatehouse.warm-up.until=1500ms");
	}

	@Test
	void slowMachineStartsNoOtherGateway(CapturedOutput output) {
		start(WarmUp.of(WarmUpTests.class, "2700ms", uptime(2200)));

		assertThat(output.getAll()).contains("not warmed up").doesNotContain("failed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "0" })
	void withoutTimeThereIsNone(String time, CapturedOutput output) {
		start(WarmUp.of(WarmUpTests.class, time, () -> 0));

		assertThat(output.getAll()).isEmpty();
	}

	@Test
	void nothingIsWantedUnlessToldSo(CapturedOutput output) {
		start(WarmUp.ofThisProcess(WarmUpTests.class));

		assertThat(output.getAll()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1s", "31s", "2h" })
	void whatIsNoTimeStopsTheStart(String time) {
		System.setProperty("gatehouse.warm-up.until", time);

		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> WarmUp.ofThisProcess(GatewayApplication.class))
			.withMessage("gatehouse.warm-up.until: must be a time between 0s and 30s");
	}

	/** Starts what waits for it. */
	private static void start(WarmUp warmUp) {
		try (GenericApplicationContext gateway = new GenericApplicationContext()) {
			warmUp.initialize(gateway);
			gateway.refresh();
		}
	}

	/** How long the JVM runs, each time that somebody looks. */
	private static LongSupplier uptime(long... ms) {
		return Arrays.stream(ms).iterator()::nextLong;
	}

	private static List<Path> folders() throws IOException {
		try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return all.filter((path) -> path.getFileName().toString().startsWith("gatehouse-warm-up-"))
				.sorted()
				.toList();
		}
	}

}
