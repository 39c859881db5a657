package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files are of a bounded size, compressed when they are done, and kept as long as asked.
 */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class AuditFilesTests {

	@TempDir
	private Path folder;

	private AuditFolder audit;

	@BeforeEach
	void open() {
		this.audit = new AuditFolder(this.folder);
	}

	@Test
	void dayGoesOnInAnotherFileWhenOneIsFull() throws IOException {
		run(AuditEntries.NOON, null, (log) -> {
			for (int i = 0; i < 1000; i++) {
				log.add(AuditEntries.allowed("x"));
			}
		});
		this.audit.assertChain(1000);
		List<String> names = names();
		assertThat(names).hasSizeBetween(7, 9).first().asString().startsWith("audit-2026-11-21.jsonl");
		assertThat(names.get(1)).startsWith("audit-2026-11-21.part-0002.jsonl");
		for (Path file : this.audit.files()) {
			assertThat(Files.size(file)).isLessThan(66_000);
		}
	}

	@Test
	void fullFileIsNotGoneOnWithAfterARestart() throws IOException {
		for (int run = 0; run < 3; run++) {
			run(AuditEntries.NOON, null, (log) -> {
				for (int i = 0; i < 130; i++) {
					log.add(AuditEntries.allowed("x"));
				}
			});
		}
		this.audit.assertChain(390);
		assertThat(names()).hasSizeBetween(3, 4);
	}

	@Test
	void filesThatAreDoneAreCompressedAndNothingIsLost() throws IOException {
		run(AuditEntries.NOON, null, (log) -> {
			for (int day = 0; day < 3; day++) {
				log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(day)), "x"));
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(names()).containsExactly("audit-2026-11-21.jsonl.gz",
						"audit-2026-11-22.jsonl.gz", "audit-2026-11-23.jsonl"));
		});
		this.audit.assertChain(3);
		assertThat(this.folder.toFile().list()).doesNotContain("audit-2026-11-21.jsonl.gz.tmp", "audit.open");
	}

	/**
	 * A crash left a compressed file that is not whole, and one whose original is still
	 * there.
	 */
	@Test
	void compressionThatACrashInterruptedIsDoneAgain() throws IOException {
		run(AuditEntries.NOON, null, (log) -> log.add(AuditEntries.allowed("1")));
		byte[] first = Files.readAllBytes(this.audit.file("2026-11-21"));
		Path second = this.folder.resolve("audit-2026-11-22.jsonl.gz");
		run(AuditEntries.NOON, null, (log) -> {
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "2"));
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(2)), "3"));
			Awaitility.await().until(() -> names().stream().filter((name) -> name.endsWith(".gz")).count() == 2);
		});
		Files.write(this.audit.file("2026-11-21"), first);
		Files.delete(this.folder.resolve("audit-2026-11-21.jsonl.gz"));
		Files.writeString(this.folder.resolve("audit-2026-11-21.jsonl.gz.tmp"), "half of it");
		try (InputStream gzip = new GZIPInputStream(Files.newInputStream(second))) {
			Files.write(this.audit.file("2026-11-22"), gzip.readAllBytes());
		}
		run(AuditEntries.NOON, null,
				(log) -> Awaitility.await()
					.untilAsserted(() -> assertThat(names()).containsExactly("audit-2026-11-21.jsonl.gz",
							"audit-2026-11-22.jsonl.gz", "audit-2026-11-23.jsonl")));
		this.audit.assertChain(3);
		assertThat(this.folder.resolve("audit-2026-11-21.jsonl.gz.tmp")).doesNotExist();
	}

	/** Anybody can put a compressed file there, to have the real day removed. */
	@ParameterizedTest
	@ValueSource(strings = { "no gzip", "gzip of something else" })
	void dayIsNotRemovedForACompressedFileThatHasSomethingElse(String content) throws IOException {
		run(AuditEntries.NOON, null, (log) -> log.add(AuditEntries.allowed("1")));
		byte[] first = Files.readAllBytes(this.audit.file("2026-11-21"));
		Path compressed = this.folder.resolve("audit-2026-11-21.jsonl.gz");
		byte[] other = content.getBytes(StandardCharsets.UTF_8);
		if (content.startsWith("gzip")) {
			try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
				gzip.write(other);
			}
		}
		else {
			Files.write(compressed, other);
		}
		run(AuditEntries.NOON, null, (log) -> {
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "2"));
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(2)), "3"));
			Awaitility.await().until(() -> names().contains("audit-2026-11-22.jsonl.gz"));
		});
		Files.delete(compressed);
		assertThat(this.audit.file("2026-11-21")).hasBinaryContent(first);
	}

	@Test
	void whatIsTooOldIsRemovedAndTheChainSaysSo() throws IOException {
		writeDays(0, 1, 2, 3, 4);
		Files.writeString(this.folder.resolve("checkpoints-2026-11-21.jsonl"), "");
		Files.writeString(this.folder.resolve("checkpoints-2026-11-24.jsonl"), "");
		String third = this.audit.records().get(2).get("prev").asString();
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5));
		run(later, Duration.ofDays(3), (log) -> {
			log.add(AuditEntries.at(later, "y"));
			awaitRemovalOf("2026-11-22");
		});
		assertThat(this.audit.records()).extracting((record) -> record.get("seq").asInt())
			.containsExactly(3, 4, 5, 6, 7);
		JsonNode expired = expired().getFirst();
		assertThat(expired.get("file").asString()).isEqualTo("audit-2026-11-22.jsonl");
		assertThat(expired.get("upTo").asLong()).isEqualTo(2);
		assertThat(expired.get("upToHash").asString()).isEqualTo(third);
		assertThat(this.folder.resolve("checkpoints-2026-11-21.jsonl")).doesNotExist();
		assertThat(this.folder.resolve("checkpoints-2026-11-24.jsonl")).exists();
	}

	@Test
	void newestFileIsKeptHoweverOldItIs() throws IOException {
		run(AuditEntries.NOON, null, (log) -> log.add(AuditEntries.allowed("1")));
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(500));
		run(later, Duration.ofDays(400), (log) -> {
			log.add(AuditEntries.at(later, "2"));
			awaitRemovalOf("2026-11-21");
		});
		assertThat(this.audit.records()).extracting((record) -> record.get("seq").asInt()).containsExactly(2, 3);
	}

	/** A day may leave one whose first line a crash cut short. */
	@Test
	void removalNamesTheRecordBeforeTheFirstThatStaysOverAnEmptyFile() throws IOException {
		writeDays(0, 1, 3, 4);
		String third = this.audit.records().get(2).get("prev").asString();
		Files.writeString(this.audit.file("2026-11-23"), "");
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5));
		run(later, Duration.ofDays(3), (log) -> awaitRemovalOf("2026-11-22"));
		JsonNode expired = expired().getFirst();
		assertThat(expired.get("upTo").asLong()).isEqualTo(2);
		assertThat(expired.get("upToHash").asString()).isEqualTo(third);
	}

	/**
	 * A name can be given by anybody, and the gateway would remove the evidence itself.
	 */
	@Test
	void newFileThatIsCalledOldIsNotRemoved() throws IOException {
		writeDays(0, 1, 2, 3, 4);
		for (int day = 21; day <= 24; day++) {
			Files.move(this.folder.resolve("audit-2026-11-" + day + ".jsonl.gz"),
					this.folder.resolve("audit-2025-01-" + day + ".jsonl.gz"));
		}
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5));
		run(later, Duration.ofDays(3), (log) -> Awaitility.await()
			.until(() -> !this.folder.resolve("audit-2025-01-22.jsonl.gz").toFile().exists()));
		assertThat(this.folder.resolve("audit-2025-01-23.jsonl.gz")).exists();
		assertThat(this.folder.resolve("audit-2025-01-24.jsonl.gz")).exists();
		assertThat(expired().getFirst().get("upTo").asLong()).isEqualTo(2);
	}

	@Test
	void oldFileThatWasChangedIsNotRemoved() throws IOException {
		writeDays(0, 1, 2, 3, 4);
		Path second = this.folder.resolve("audit-2026-11-22.jsonl.gz");
		String changed;
		try (InputStream gzip = new GZIPInputStream(Files.newInputStream(second))) {
			changed = new String(gzip.readAllBytes(), StandardCharsets.UTF_8).replace("2026-11-22", "2026-11-20");
		}
		try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(second))) {
			gzip.write(changed.getBytes(StandardCharsets.UTF_8));
		}
		assertThatNothingGoes();
	}

	@Test
	void oldFileOfAnotherChainIsNotRemoved() throws IOException {
		writeDays(0, 1, 2, 3, 4);
		AuditFolder another = new AuditFolder(this.folder.resolve("another"));
		another.run((log) -> {
			log.add(AuditEntries.allowed("1 of another"));
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "2 of another"));
		});
		Files.delete(this.folder.resolve("audit-2026-11-22.jsonl.gz"));
		Path second = this.audit.file("2026-11-22");
		Files.copy(another.file("2026-11-22"), second);
		assertThatNothingGoes();
	}

	private void assertThatNothingGoes() throws IOException {
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5));
		run(later, Duration.ofDays(3), (log) -> {
			log.add(AuditEntries.at(later, "y"));
			Awaitility.await().during(Duration.ofMillis(1200)).until(() -> names().size() >= 5);
		});
		assertThat(names()).contains("audit-2026-11-21.jsonl.gz", "audit-2026-11-22.jsonl.gz");
		assertThat(expired()).isEmpty();
	}

	/** A file of a day that no calendar has is not the gateway's, and stops nothing. */
	@Test
	void nameOfNoDayIsLeftAlone() throws IOException {
		writeDays(0, 1, 2, 3, 4);
		Files.writeString(this.folder.resolve("audit-2026-02-30.jsonl"), "not ours");
		Files.writeString(this.folder.resolve("audit-2026-11-21.part-0001.jsonl"), "not ours");
		Files.writeString(this.folder.resolve("checkpoints-2026-02-30.jsonl"), "not ours");
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5));
		run(later, Duration.ofDays(3), (log) -> {
			log.add(AuditEntries.at(later, "y"));
			awaitRemovalOf("2026-11-22");
			assertThat(log.isFailing()).isFalse();
		});
		assertThat(this.folder.resolve("audit-2026-02-30.jsonl")).hasContent("not ours");
		assertThat(this.folder.resolve("audit-2026-11-21.part-0001.jsonl")).hasContent("not ours");
		assertThat(expired()).hasSize(1);
	}

	@Test
	void nothingIsRemovedUnlessThatIsWanted() throws IOException {
		run(AuditEntries.NOON, null, (log) -> log.add(AuditEntries.allowed("1")));
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5000));
		run(later, null, (log) -> log.add(AuditEntries.at(later, "2")));
		this.audit.assertChain(2);
	}

	/** Writes a record of each of these days after the first. */
	private void writeDays(int... days) {
		run(AuditEntries.NOON, null, (log) -> {
			for (int day : days) {
				log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(day)), "x"));
			}
			Awaitility.await()
				.until(() -> names().stream().filter((name) -> name.endsWith(".gz")).count() == days.length - 1);
		});
	}

	private void awaitRemovalOf(String day) {
		Awaitility.await()
			.until(() -> names().stream().noneMatch((name) -> name.startsWith("audit-" + day + ".jsonl")));
	}

	private List<JsonNode> expired() throws IOException {
		return this.audit.records(this.audit.files().getLast())
			.stream()
			.filter((record) -> record.get("decision").asString().equals("expired"))
			.toList();
	}

	private List<String> names() throws IOException {
		return this.audit.files().stream().map((file) -> file.getFileName().toString()).toList();
	}

	private void run(Instant now, @Nullable Duration keep, Consumer<AuditLog> work) {
		RecordSettings.Audit settings = new RecordSettings.Audit(this.folder, RecordSettings.WhenFull.REFUSE,
				DataSize.ofKilobytes(64), keep, null, Duration.ofMinutes(1), null);
		try (AuditLog log = new AuditLog(settings, new SimpleMeterRegistry(), InstantSource.fixed(now), null)) {
			log.start();
			work.accept(log);
		}
	}

}
