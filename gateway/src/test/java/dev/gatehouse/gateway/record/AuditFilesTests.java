package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
		run(AuditEntries.NOON, null, (log) -> {
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "2"));
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(2)), "3"));
			Awaitility.await().until(() -> names().stream().filter((name) -> name.endsWith(".gz")).count() == 2);
		});
		Files.write(this.audit.file("2026-11-21"), first);
		Files.delete(this.folder.resolve("audit-2026-11-21.jsonl.gz"));
		Files.writeString(this.folder.resolve("audit-2026-11-21.jsonl.gz.tmp"), "half of it");
		Files.writeString(this.audit.file("2026-11-22"), "what was compressed already");
		run(AuditEntries.NOON, null,
				(log) -> Awaitility.await()
					.untilAsserted(() -> assertThat(names()).containsExactly("audit-2026-11-21.jsonl.gz",
							"audit-2026-11-22.jsonl.gz", "audit-2026-11-23.jsonl")));
		this.audit.assertChain(3);
		assertThat(this.folder.resolve("audit-2026-11-21.jsonl.gz.tmp")).doesNotExist();
	}

	@Test
	void whatIsTooOldIsRemovedAndTheChainSaysSo() throws IOException {
		run(AuditEntries.NOON, null, (log) -> {
			for (int day = 0; day < 5; day++) {
				log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(day)), "x"));
			}
		});
		Files.writeString(this.folder.resolve("checkpoints-2026-11-21.jsonl"), "");
		Files.writeString(this.folder.resolve("checkpoints-2026-11-24.jsonl"), "");
		String third = this.audit.records().get(2).get("prev").asString();
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5));
		run(later, Duration.ofDays(3), (log) -> log.add(AuditEntries.at(later, "y")));
		List<JsonNode> records = this.audit.records();
		assertThat(records).extracting((record) -> record.get("seq").asInt()).containsExactly(3, 4, 5, 6, 7);
		JsonNode expired = records.getLast();
		assertThat(expired.get("decision").asString()).isEqualTo("expired");
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
		run(later, Duration.ofDays(400), (log) -> log.add(AuditEntries.at(later, "2")));
		assertThat(this.audit.records()).extracting((record) -> record.get("seq").asInt()).containsExactly(2, 3);
	}

	@Test
	void nothingIsRemovedUnlessThatIsWanted() throws IOException {
		run(AuditEntries.NOON, null, (log) -> log.add(AuditEntries.allowed("1")));
		Instant later = AuditEntries.NOON.plus(Duration.ofDays(5000));
		run(later, null, (log) -> log.add(AuditEntries.at(later, "2")));
		this.audit.assertChain(2);
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
