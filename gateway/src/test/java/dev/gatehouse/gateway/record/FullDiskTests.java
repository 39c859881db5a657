package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On a disk that is full nothing is torn and nothing is forgotten: what can wait waits,
 * and of the rest the chain says how much it was.
 */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class FullDiskTests {

	@TempDir
	private Path folder;

	private SmallDisk disk;

	private AuditFolder audit;

	@BeforeEach
	void mount() throws Exception {
		this.disk = SmallDisk.below(this.folder, "32m");
		this.audit = new AuditFolder(this.disk.folder());
	}

	@AfterEach
	void unmount() throws Exception {
		if (this.disk != null) {
			this.disk.close();
		}
	}

	@Test
	void whatCanWaitIsWrittenWhenThereIsRoomAgain() throws IOException {
		try (AuditLog log = open(RecordSettings.WhenFull.REFUSE)) {
			fill(log);
			assertThat(log.isRefusing()).isTrue();
			for (int i = 0; i < 5000; i++) {
				log.add(AuditEntries.allowed("waits"));
			}
			this.disk.free();
			Awaitility.await().until(() -> !log.isRefusing());
			log.add(AuditEntries.allowed("after"));
		}
		assertThat(this.audit.counted("dropped")).isZero();
		this.audit.assertChain((int) this.audit.counted("records"));
		assertThat(count("waits")).isEqualTo(5000);
		assertThat(count("after")).isEqualTo(1);
	}

	@Test
	void whatCannotWaitIsCountedAndTheChainSaysSo() throws IOException {
		try (AuditLog log = open(RecordSettings.WhenFull.DROP)) {
			fill(log);
			assertThat(log.isRefusing()).isFalse();
			for (int i = 0; i < 20_000; i++) {
				log.add(AuditEntries.allowed("perhaps"));
			}
			assertThat(this.audit.counted("dropped")).isGreaterThan(2000);
			this.disk.free();
			Awaitility.await().until(() -> !log.isFailing());
		}
		List<JsonNode> gaps = this.audit.records()
			.stream()
			.filter((record) -> record.get("decision").asString().equals("gap"))
			.toList();
		assertThat(gaps.stream().mapToLong((gap) -> gap.get("missing").asLong()).sum())
			.isEqualTo((long) this.audit.counted("dropped"));
		assertThat(count("perhaps") + this.audit.counted("dropped")).isEqualTo(20_000);
		this.audit.assertChain((int) this.audit.counted("records") + gaps.size());
	}

	@Test
	void endDoesNotWaitForeverForRoom() throws IOException {
		try (AuditLog log = open(RecordSettings.WhenFull.REFUSE)) {
			fill(log);
		}
		assertThat(this.audit.counted("dropped")).isPositive();
		this.disk.free();
		this.audit.run((log) -> log.add(AuditEntries.allowed("next")));
		assertThat(this.audit.records()).extracting((record) -> record.path("reason").asString("")).contains("crash");
		this.audit.assertChain(this.audit.records().size());
	}

	/**
	 * Where a full disk and a crash come together, there is no room to put things aside.
	 */
	@Test
	void lineThatACrashCutShortOnAFullDiskStopsNoStart() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		Files.writeString(this.audit.file("2026-11-21"), "{\"api\":\"acc", StandardOpenOption.APPEND);
		this.disk.fill();
		try (AuditLog log = open(RecordSettings.WhenFull.REFUSE)) {
			log.add(AuditEntries.allowed("2"));
			this.disk.free();
			Awaitility.await().until(() -> this.audit.counted("records") == 2);
		}
		this.audit.assertChain(3);
		assertThat(this.audit.records().get(1).get("torn").asInt()).isEqualTo(11);
	}

	private AuditLog open(RecordSettings.WhenFull whenFull) {
		AuditLog log = this.audit.open(AuditFolder.settings(this.disk.folder(), whenFull));
		log.start();
		return log;
	}

	/** Fills the disk, and what was left of its last block with records. */
	private void fill(AuditLog log) throws IOException {
		log.add(AuditEntries.allowed("first"));
		Awaitility.await().until(() -> this.audit.counted("records") == 1);
		this.disk.fill();
		Awaitility.await().until(() -> {
			log.add(AuditEntries.allowed("last"));
			return log.isFailing();
		});
	}

	private long count(String requestId) throws IOException {
		return this.audit.records()
			.stream()
			.filter((record) -> record.path("requestId").asString("").equals(requestId))
			.count();
	}

}
