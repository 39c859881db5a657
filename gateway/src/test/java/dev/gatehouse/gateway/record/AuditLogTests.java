package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The record is one chain over all restarts, crashes and days, and what it loses it
 * counts.
 */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class AuditLogTests {

	@TempDir
	private Path folder;

	private AuditFolder audit;

	@BeforeEach
	void open() {
		this.audit = new AuditFolder(this.folder);
	}

	@Test
	void everyEntryIsALineOfItsDay() throws IOException {
		this.audit.run((log) -> {
			log.add(AuditEntries.allowed("1"));
			log.add(AuditEntries.stranger());
		});
		assertThat(Files.readAllLines(this.audit.file("2026-11-21"))).hasSize(2);
		this.audit.assertChain(2);
		assertThat(this.audit.counted("records")).isEqualTo(2);
		assertThat(this.audit.counted("dropped")).isZero();
	}

	@Test
	void chainGoesFromOneDayToTheNext() throws IOException {
		this.audit.run((log) -> {
			log.add(AuditEntries.allowed("today"));
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "tomorrow"));
		});
		assertThat(Files.readAllLines(this.audit.file("2026-11-22"))).hasSize(1);
		this.audit.assertChain(2);
	}

	@Test
	void dayNeverGoesBack() throws IOException {
		this.audit.run((log) -> {
			log.add(AuditEntries.allowed("today"));
			log.add(AuditEntries.at(AuditEntries.NOON.minus(Duration.ofDays(1)), "began before midnight"));
		});
		assertThat(this.audit.file("2026-11-20")).doesNotExist();
		this.audit.assertChain(2);
	}

	@Test
	void textThatIsNoUnicodeIsRecordedAllTheSame() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.withTokenId("a\ud800b")));
		assertThat(Files.readString(this.audit.file("2026-11-21"))).contains("\"tokenId\":\"a?b\"");
		this.audit.assertChain(1);
	}

	@Test
	void folderThatCannotBeStopsTheStart() throws IOException {
		Path file = Files.createFile(this.folder.resolve("file"));
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new AuditFolder(file).open())
			.withMessage("gatehouse.audit.folder: cannot be written: " + file);
	}

	@Test
	void folderThatGoesAwayIsCountedAndTheRecordGoesOnWhenItIsBack() throws IOException {
		Path gone = this.folder.resolveSibling(this.folder.getFileName() + "-gone");
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		try (AuditLog log = this.audit.open()) {
			Files.move(this.folder, gone);
			log.add(AuditEntries.allowed("lost"));
			log.start();
		}
		Files.move(gone, this.folder);
		this.audit.run((log) -> log.add(AuditEntries.allowed("2")));
		assertThat(this.audit.counted("dropped")).isEqualTo(1);
		assertThat(this.audit.counted("records")).isEqualTo(2);
		this.audit.assertChain(3);
	}

	/** That something was lost at the end is known at the next start. */
	@Test
	void runThatCouldNotWriteAllIsAGapForTheNext() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		try (AuditLog log = this.audit.open()) {
			Files.createDirectory(this.audit.file("2026-11-22"));
			log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "lost"));
			log.start();
			Awaitility.await().until(log::isFailing);
			assertThat(log.isRefusing()).isTrue();
		}
		Files.delete(this.audit.file("2026-11-22"));
		this.audit.run((log) -> log.add(AuditEntries.allowed("2")));
		this.audit.assertChain(3);
		assertThat(this.audit.records().get(1).get("reason").asString()).isEqualTo("crash");
	}

	@Test
	void whatTheQueueCannotTakeIsCountedAndNobodyWaits() throws IOException {
		try (AuditLog log = this.audit.open()) {
			for (int i = 0; i < 16384 + 7; i++) {
				log.add(AuditEntries.allowed("x"));
			}
			assertThat(this.audit.counted("dropped")).isEqualTo(7);
			assertThat(log.isRefusing()).isTrue();
			log.start();
			Awaitility.await().until(() -> !log.isRefusing());
		}
		this.audit.assertChain(16384 + 1);
		JsonNode gap = this.audit.records()
			.stream()
			.filter((line) -> line.path("decision").asString().equals("gap"))
			.findFirst()
			.orElseThrow();
		assertThat(gap.get("missing").asLong()).isEqualTo(7);
		assertThat(gap.get("reason").asString()).isEqualTo("lost");
		assertThat(gap.get("since").asString()).isEqualTo(AuditEntries.NOON.toString());
	}

	@Test
	void whatIsWantedWithoutRecordsIsNotRefused() {
		try (AuditLog log = this.audit.open(AuditFolder.settings(this.folder, RecordSettings.WhenFull.DROP))) {
			for (int i = 0; i < 16384 + 7; i++) {
				log.add(AuditEntries.allowed("x"));
			}
			assertThat(log.isRefusing()).isFalse();
		}
	}

	@Test
	void folderIsOneGatewaysAlone() throws IOException {
		try (AuditLog log = this.audit.open()) {
			assertThatExceptionOfType(InvalidSetting.class).isThrownBy(this.audit::open)
				.withMessage("gatehouse.audit.folder: another gateway writes to " + this.folder
						+ ": each gateway needs a folder of its own");
			log.add(AuditEntries.allowed("1"));
			log.start();
		}
		this.audit.run((log) -> log.add(AuditEntries.allowed("2")));
		this.audit.assertChain(2);
	}

	@Test
	void fileThatWasRemovedIsBegunAgain() {
		this.audit.run((log) -> {
			log.add(AuditEntries.allowed("1"));
			Awaitility.await().until(() -> this.audit.file("2026-11-21").toFile().delete());
			Awaitility.await().untilAsserted(() -> {
				log.add(AuditEntries.allowed("2"));
				assertThat(this.audit.file("2026-11-21")).isNotEmptyFile();
			});
		});
	}

	@Test
	void whatComesAfterTheEndIsCounted() {
		AuditLog log = this.audit.open();
		log.start();
		log.close();
		log.add(AuditEntries.allowed("late"));
		assertThat(this.audit.counted("dropped")).isEqualTo(1);
		assertThat(this.audit.counted("records")).isZero();
	}

	/** It is counted when the chain has ended, so the next start has to say it. */
	@Test
	void whatIsLostAtTheEndIsAGapForTheNext() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		AuditLog log = this.audit.open();
		log.lose(AuditEntries.NOON);
		log.close();
		assertThat(this.folder.resolve("audit.open")).exists();
		this.audit.run((next) -> next.add(AuditEntries.allowed("2")));
		assertThat(this.audit.records().get(1).get("reason").asString()).isEqualTo("crash");
		this.audit.assertChain(3);
	}

	@Test
	void whatWasHandedOverIsWrittenBeforeTheEnd() throws IOException {
		this.audit.run((log) -> {
			for (int i = 0; i < 5000; i++) {
				log.add(AuditEntries.allowed("x"));
			}
		});
		this.audit.assertChain(5000);
		assertThat(this.audit.counted("records")).isEqualTo(5000);
	}

	@Test
	void entryThatCannotBeWrittenIsCountedAndTheRecordGoesOn() throws IOException {
		this.audit.run((log) -> {
			log.add(AuditEntries.allowed("1"));
			log.add(unwritable());
			log.add(AuditEntries.allowed("2"));
		});
		assertThat(this.audit.counted("dropped")).isEqualTo(1);
		assertThat(this.audit.counted("records")).isEqualTo(2);
		this.audit.assertChain(3);
		assertThat(this.audit.records().getLast().get("missing").asLong()).isEqualTo(1);
	}

	private static AuditEntry unwritable() {
		List<String> scopes = new AbstractList<>() {

			@Override
			public String get(int index) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public int size() {
				return 1;
			}

		};
		return new AuditEntry(AuditEntries.NOON, "x", "t", null, null, null, null, null, null, "GET", "/", scopes,
				"allowed", null, null, 200, 0);
	}

}
