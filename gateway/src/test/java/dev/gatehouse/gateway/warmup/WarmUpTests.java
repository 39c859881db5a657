package dev.gatehouse.gateway.warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.gatehouse.gateway.GatewayApplication;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The other gateway is started here as it is before a real one. */
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
		WarmUp warmUp = WarmUp.of("300ms", () -> 0);

		warmUp.run(GatewayApplication.class);

		assertThat(output.getAll()).isEmpty();
		assertThat(new TreeMap<>(System.getProperties())).isEqualTo(new TreeMap<>(this.before));
		assertThat(folders()).isEqualTo(this.folders);
		assertThat(threads()).doesNotContain("warm-up", "audit-log", "issuer-keys", "reactor-http-epoll-1");
		assertThat(LoggerFactory.getLogger("any").isInfoEnabled()).isTrue();
		assertThat(warmUp.calls()).isPositive();
	}

	@Test
	void settingsOfTheMachineAreNotRead() {
		OF_THE_MACHINE.forEach(System::setProperty);
		WarmUp warmUp = WarmUp.of("300ms", () -> 0);

		warmUp.run(GatewayApplication.class);

		assertThat(warmUp.calls()).isPositive();
	}

	@Test
	void applicationThatDoesNotStartIsALineAndNoError(CapturedOutput output) throws IOException {
		WarmUp warmUp = WarmUp.of("1s", () -> 0);

		warmUp.run(WarmUpTests.class);

		assertThat(folders()).isEqualTo(this.folders);
		warmUp.log();
		assertThat(output.getAll()).contains("the warm-up failed").doesNotContain("warmed up");
	}

	@Test
	void callsLeaveTheRealGatewayTheTimeItNeeds() {
		WarmUp warmUp = WarmUp.of("1750ms", startOf(1000));

		warmUp.run(GatewayApplication.class);

		assertThat(warmUp.time()).hasMillis(300);
		assertThat(warmUp.calls()).isPositive();
	}

	@Test
	void startThatTakesAllTheTimeLeavesNoneForCalls(CapturedOutput output) {
		WarmUp warmUp = WarmUp.of("1449ms", startOf(1000));

		warmUp.run(GatewayApplication.class);

		warmUp.log();
		assertThat(warmUp.calls()).isZero();
		assertThat(output.getAll()).contains("not warmed up").contains("gatehouse.warm-up.until=1449ms");
	}

	@Test
	void slowMachineStartsNoOtherGateway(CapturedOutput output) {
		WarmUp warmUp = WarmUp.of("2800ms", () -> 600);

		warmUp.run(WarmUpTests.class);

		warmUp.log();
		assertThat(output.getAll()).contains("not warmed up").doesNotContain("failed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "0" })
	void withoutTimeThereIsNone(String time, CapturedOutput output) {
		WarmUp warmUp = WarmUp.of(time, () -> 0);

		warmUp.run(WarmUpTests.class);

		warmUp.log();
		assertThat(output.getAll()).isEmpty();
	}

	@Test
	void nothingIsWantedUnlessToldSo(CapturedOutput output) {
		WarmUp warmUp = WarmUp.ofThisProcess();

		warmUp.run(WarmUpTests.class);

		warmUp.log();
		assertThat(output.getAll()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1s", "31s", "2h" })
	void whatIsNoTimeStopsTheStart(String time) {
		System.setProperty("gatehouse.warm-up.until", time);

		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(WarmUp::ofThisProcess)
			.withMessage("gatehouse.warm-up.until: must be a time between 0s and 30s");
	}

	/** The uptime of a JVM that begins with another gateway's start. */
	private static LongSupplier startOf(long ms) {
		Iterator<Long> times = List.of(0L, 0L, ms).iterator();
		return times::next;
	}

	private static Stream<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
	}

	private static List<Path> folders() throws IOException {
		try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return all.filter((path) -> path.getFileName().toString().startsWith("gatehouse-warm-up-"))
				.sorted()
				.toList();
		}
	}

}
