package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The chain goes on where an earlier run left it, however that run ended.
 */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class AuditTailTests {

	@TempDir
	private Path folder;

	private AuditFolder audit;

	@BeforeEach
	void open() {
		this.audit = new AuditFolder(this.folder);
	}

	@Test
	void chainGoesOnOverRestarts() throws IOException {
		for (int i = 0; i < 3; i++) {
			this.audit.run((log) -> log.add(AuditEntries.allowed("x")));
		}
		this.audit.assertChain(3);
	}

	@Test
	void dayNeverGoesBackOverARestartEither() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("before the clock was set back")));
		this.audit.run((log) -> log.add(AuditEntries.at(AuditEntries.NOON.minus(Duration.ofDays(1)), "after")));
		this.audit.run((log) -> log.add(AuditEntries.at(AuditEntries.NOON.minus(Duration.ofDays(1)), "after that")));
		assertThat(this.audit.file("2026-11-20")).doesNotExist();
		this.audit.assertChain(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 100, 300 })
	void lineThatACrashCutShortIsPutAsideAndTheChainSaysSo(int cut) throws IOException {
		this.audit.run((log) -> {
			log.add(AuditEntries.allowed("1"));
			log.add(AuditEntries.allowed("2"));
		});
		byte[] bytes = Files.readAllBytes(this.audit.file("2026-11-21"));
		Files.write(this.audit.file("2026-11-21"), Arrays.copyOf(bytes, bytes.length - cut));
		this.audit.run((log) -> log.add(AuditEntries.allowed("3")));
		this.audit.assertChain(3);
		JsonNode gap = this.audit.records().get(1);
		assertThat(gap.get("decision").asString()).isEqualTo("gap");
		assertThat(gap.get("reason").asString()).isEqualTo("crash");
		assertThat(gap.get("missing").isNull()).isTrue();
		byte[] aside = Files.readAllBytes(this.folder.resolve("audit-2026-11-21.jsonl.torn"));
		assertThat(gap.get("torn").asInt()).isEqualTo(aside.length);
		assertThat(aside).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - cut - aside.length, bytes.length - cut));
		assertThat(Files.readString(this.audit.file("2026-11-21"))).contains("\"requestId\":\"3\"")
			.doesNotContain("\"requestId\":\"2\"");
	}

	/**
	 * Where the reading begins may lie within a letter: one of two neighbouring places
	 * does.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void lineThatWasCutShortBehindLettersOfManyBytesIsPutAsideWhole(int shift) throws IOException {
		this.audit.run((log) -> {
			for (int i = 0; i < 6; i++) {
				log.add(AuditEntries.withTokenId("é".repeat(4000)));
			}
			log.add(AuditEntries.withTokenId("a".repeat(shift)));
		});
		Files.writeString(this.audit.file("2026-11-21"), "{\"seq\":8,\"tokenId\":\"x", StandardOpenOption.APPEND);
		this.audit.run((log) -> log.add(AuditEntries.allowed("8")));
		this.audit.assertChain(9);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"seq\":2," })
	void dayThatBeganWithACrashGoesOnFromTheDayBefore(String begun) throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		Files.writeString(this.audit.file("2026-11-22"), begun);
		this.audit.run((log) -> log.add(AuditEntries.at(AuditEntries.NOON.plus(Duration.ofDays(1)), "2")));
		this.audit.assertChain(begun.isEmpty() ? 2 : 3);
	}

	/** Some file systems leave zeros where a loss of power came before the data. */
	@Test
	void zerosThatALossOfPowerLeftArePutAside() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		byte[] zeros = new byte[40_000];
		zeros[30_000] = '\n';
		Files.write(this.audit.file("2026-11-21"), zeros, StandardOpenOption.APPEND);
		this.audit.run((log) -> log.add(AuditEntries.allowed("2")));
		this.audit.assertChain(3);
		assertThat(this.folder.resolve("audit-2026-11-21.jsonl.torn")).hasBinaryContent(zeros);
	}

	@Test
	void chainGoesOnAfterACompressedFile() throws IOException {
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		Path plain = this.audit.file("2026-11-21");
		try (OutputStream gzip = new GZIPOutputStream(
				Files.newOutputStream(this.folder.resolve("audit-2026-11-21.jsonl.gz")))) {
			Files.copy(plain, gzip);
		}
		Files.delete(plain);
		this.audit.run((log) -> log.add(AuditEntries.allowed("2")));
		this.audit.assertChain(2);
		assertThat(this.audit.files()).extracting((file) -> file.getFileName().toString())
			.containsExactly("audit-2026-11-21.jsonl.gz", "audit-2026-11-21.part-0002.jsonl");
	}

	@Test
	void lastLineThatIsNoRecordStopsTheStartByName() throws IOException {
		Files.writeString(this.audit.file("2026-11-21"), "not a record\n");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(this.audit::open)
			.withMessage("gatehouse.audit.folder: the last line of " + this.audit.file("2026-11-21") + " is no record");
		assertThat(this.audit.file("2026-11-21")).hasContent("not a record");
	}

	@Test
	void otherFilesAreLeftAlone() throws IOException {
		Files.writeString(this.folder.resolve("audit-2026-11-99999.jsonl"), "not ours");
		Files.writeString(this.folder.resolve("notes.txt"), "not ours");
		this.audit.run((log) -> log.add(AuditEntries.allowed("1")));
		assertThat(this.folder.resolve("notes.txt")).hasContent("not ours");
		assertThat(Files.readAllLines(this.audit.file("2026-11-21"))).hasSize(1);
	}

}
