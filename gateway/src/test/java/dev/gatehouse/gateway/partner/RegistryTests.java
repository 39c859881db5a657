package dev.gatehouse.gateway.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The registry follows its file, and no broken file ever takes the last good one away.
 */
@SuppressWarnings("NullAway.Init")
class RegistryTests {

	@TempDir
	private Path folder;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private Path file;

	private Registry registry;

	/**
	 * File times of their own: two writes can be closer than the clock of a file system.
	 */
	private long writes;

	@BeforeEach
	void register() throws IOException {
		this.file = this.folder.resolve("partners.yaml");
		write(this.file, "acme");
		this.registry = new Registry(this.file, Set.of(), this.meters);
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void goodChangeIsInForce() throws IOException {
		write(this.file, "globex");
		this.registry.follow();
		assertThat(this.registry.find("globex")).isNotNull();
		assertThat(this.registry.find("acme")).isNull();
		assertThat(reloads("success")).isEqualTo(1);
	}

	/** By the registry's own thread. */
	@Test
	void changeIsInForceWithinTwoSeconds() throws IOException {
		this.registry.start();
		write(this.file, "globex");
		Awaitility.await()
			.atMost(Duration.ofSeconds(2))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.registry.find("globex") != null);
	}

	@Test
	void unchangedFileIsNotReadAgain() {
		this.registry.follow();
		this.registry.follow();
		assertThat(this.registry.find("acme")).isNotNull();
		assertThat(reloads("success") + reloads("refused")).isZero();
	}

	@Test
	void brokenChangeIsRefusedOnceAndTheLastGoodOneStays() throws IOException {
		assertThat(this.meters.get("gatehouse.registry.reloads").tag("result", "refused").counter().count())
			.as("there before the first refusal")
			.isZero();
		replace("plans: {}\npartners: {acme: {}}\n");
		this.registry.follow();
		this.registry.follow();
		assertThat(this.registry.find("acme")).isNotNull();
		assertThat(reloads("refused")).isEqualTo(1);
	}

	@Test
	void registryIsStaleAsLongAsItsFileIsBrokenOrAway() throws IOException {
		assertThat(isStale()).isFalse();
		this.registry.follow();
		assertThat(isStale()).isFalse();
		replace("plans: {}\npartners: {acme: {}}\n");
		for (int i = 0; i < 3; i++) {
			this.registry.follow();
			assertThat(isStale()).isTrue();
		}
		write(this.file, "globex");
		this.registry.follow();
		assertThat(isStale()).isFalse();
		Path aside = Files.move(this.file, this.folder.resolve("aside"));
		this.registry.follow();
		assertThat(isStale()).isTrue();
		Files.move(aside, this.file);
		this.registry.follow();
		assertThat(isStale()).as("the same file is back").isFalse();
	}

	private boolean isStale() {
		return this.meters.get("gatehouse.registry.stale").gauge().value() == 1;
	}

	@Test
	void halfWrittenFileIsRefusedAndTheWholeOneIsReadAfterwards() throws IOException {
		replace("plans: {free: {}}\npartners:\n  globex: {name: x, sta");
		this.registry.follow();
		assertThat(this.registry.find("globex")).isNull();
		write(this.file, "globex");
		this.registry.follow();
		assertThat(this.registry.find("globex")).isNotNull();
	}

	@Test
	void removedFileChangesNothing() throws IOException {
		Files.delete(this.file);
		this.registry.follow();
		assertThat(this.registry.find("acme")).isNotNull();
		write(this.file, "globex");
		this.registry.follow();
		assertThat(this.registry.find("globex")).isNotNull();
	}

	@Test
	void fileThatCannotBeReadIsTriedAgainThoughItDoesNotChange() throws IOException {
		AtomicInteger attempts = new AtomicInteger();
		try (Registry patient = new Registry(this.file, Set.of(), this.meters, (path) -> {
			if (attempts.incrementAndGet() <= 3) {
				throw new IOException("Input/output error");
			}
			return Files.readString(path);
		})) {
			write(this.file, "globex");
			for (int i = 0; i < 3; i++) {
				patient.follow();
				assertThat(patient.find("acme")).isNotNull();
			}
			assertThat(reloads("refused")).isEqualTo(1);
			patient.follow();
			assertThat(patient.find("globex")).isNotNull();
			assertThat(reloads("success")).isEqualTo(1);
			patient.follow();
			assertThat(attempts).hasValue(4);
		}
	}

	@Test
	void nothingThatIsThrownEndsTheFollowing() throws IOException {
		Queue<Throwable> errors = new ArrayDeque<>(
				List.of(new OutOfMemoryError(), new StackOverflowError(), new IllegalStateException()));
		try (Registry tough = new Registry(this.file, Set.of(), this.meters, (path) -> {
			Throwable error = errors.poll();
			if (error != null) {
				return fail(error);
			}
			return Files.readString(path);
		})) {
			for (int i = 0; i < 3; i++) {
				write(this.file, "globex");
				assertThatCode(tough::follow).doesNotThrowAnyException();
				assertThat(tough.find("acme")).isNotNull();
			}
			assertThat(reloads("refused")).isEqualTo(3);
			write(this.file, "globex");
			tough.follow();
			assertThat(tough.find("globex")).isNotNull();
		}
	}

	@Test
	void fileMovedIntoItsPlaceIsAChange() throws IOException {
		Path next = this.folder.resolve("next.yaml");
		write(next, "globex");
		Files.setLastModifiedTime(next, Files.getLastModifiedTime(this.file));
		Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
		this.registry.follow();
		assertThat(this.registry.find("globex")).isNotNull();
	}

	/** As Kubernetes changes a mounted ConfigMap. */
	@Test
	void symbolicLinkThatIsSwappedIsAChange() throws IOException {
		Path before = Files.createDirectory(this.folder.resolve("before"));
		Path after = Files.createDirectory(this.folder.resolve("after"));
		write(before.resolve("partners.yaml"), "acme");
		write(after.resolve("partners.yaml"), "globex");
		Path data = Files.createSymbolicLink(this.folder.resolve("data"), before);
		try (Registry linked = new Registry(data.resolve("partners.yaml"), Set.of(), this.meters)) {
			Files.delete(data);
			Files.createSymbolicLink(data, after);
			linked.follow();
			assertThat(linked.find("acme")).isNull();
			assertThat(linked.find("globex")).isNotNull();
		}
	}

	@Test
	void startNeedsAGoodFile() throws IOException {
		Path away = this.folder.resolve("away.yaml");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new Registry(away, Set.of(), this.meters))
			.withMessage(away + ": cannot be read");
		replace("plans: {}\n");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new Registry(this.file, Set.of(), this.meters))
			.withMessage(this.file + ":1: has no 'partners'");
	}

	@Test
	void missingSettingIsNamed() {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new PartnerSettings(null))
			.withMessage("gatehouse.partners: must be set");
	}

	private void write(Path path, String client) throws IOException {
		writeText(path,
				"plans: {free: {}}\npartners:\n  " + client + ": {name: x, status: active, plan: free, scopes: []}\n");
	}

	private void replace(String text) throws IOException {
		writeText(this.file, text);
	}

	private void writeText(Path path, String text) throws IOException {
		Files.writeString(path, text);
		Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(1_000_000 + this.writes++)));
	}

	private static String fail(Throwable error) {
		if (error instanceof Error serious) {
			throw serious;
		}
		throw (RuntimeException) error;
	}

	private double reloads(String result) {
		return this.meters.counter("gatehouse.registry.reloads", "result", result).count();
	}

}
