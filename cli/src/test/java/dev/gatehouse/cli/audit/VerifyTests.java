package dev.gatehouse.cli.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever somebody does to a record is found, with the place where it was done; what the
 * gateway itself does to it is not taken for that.
 */
class VerifyTests {

	private static final String FIRST = "audit-2026-11-21.jsonl.gz";

	private static final String SECOND = "audit-2026-11-21.part-0002.jsonl";

	private static final String THIRD = "audit-2026-11-21.part-0003.jsonl";

	@TempDir
	private Path folder = Path.of("");

	private final SampleRecord sample = new SampleRecord();

	private final List<String> first = this.sample.next(10);

	private String endOfFirst = this.sample.hash();

	private final List<String> second = this.sample.next(10);

	private final List<String> third = this.sample.next(10);

	private AuditRun run = new AuditRun(this.folder);

	@BeforeEach
	void write() throws IOException {
		this.run = new AuditRun(this.folder);
		SampleRecord.write(this.folder.resolve(FIRST), this.first);
		SampleRecord.write(this.folder.resolve(SECOND), this.second);
		SampleRecord.write(this.folder.resolve(THIRD), this.third);
	}

	@Test
	void recordThatIsWholeIsFoundSo() {
		assertThat(verify()).isZero();
		assertThat(this.run.output()).contains("30 in 3 files: 1 to 30", "whole", "checkpoints       none");
		assertThat(this.run.errors()).isEmpty();
	}

	static Stream<Arguments> tampering() {
		return Stream.of(
				tampering("changed", (lines) -> lines.set(4, lines.get(4).replace("acme", "acne")), 5,
						"record 15 was changed"),
				tampering("a digit of the hash changed",
						(lines) -> lines.set(4, lines.get(4).replaceFirst("\"hash\":\"..", "\"hash\":\"zz")), 5,
						"record 15 was changed"),
				tampering("removed", (lines) -> lines.remove(4), 5,
						"record 16 stands where record 15 should: 1 is missing"),
				tampering("three removed", (lines) -> lines.subList(4, 7).clear(), 5, "3 are missing"),
				tampering("added", (lines) -> lines.add(4, lines.get(4).replace("acme", "acne")), 5,
						"record 15 was changed"),
				tampering("doubled", (lines) -> lines.add(4, lines.get(3)), 5,
						"record 14 stands where record 15 should: it is there twice, or was moved"),
				tampering("swapped", (lines) -> Collections.swap(lines, 4, 5), 5, "record 16 stands where record 15"),
				tampering("moved to the end", (lines) -> lines.add(lines.remove(4)), 5,
						"record 16 stands where record 15"),
				tampering("no record", (lines) -> lines.set(4, "not a record"), 5, "this line is no record"),
				tampering("empty line", (lines) -> lines.add(4, ""), 5, "this line is no record"),
				tampering("a blank added", (lines) -> lines.set(4, lines.get(4) + " "), 5, "this line is no record"),
				tampering("a blank within", (lines) -> lines.set(4, lines.get(4).replace(",\"status", ", \"status")), 5,
						"record 15 was changed"),
				tampering("first removed", (lines) -> lines.removeFirst(), 1,
						"record 12 stands where record 11 should: 1 is missing"),
				tampering("all removed", List::clear, 1, "record 21 stands where record 11 should: 10 are missing"),
				tampering("forged with a good hash", (lines) -> lines.set(4, forged(15)), 5,
						"record 15 is not linked to the record before it"));
	}

	private static Arguments tampering(String name, Consumer<List<String>> deed, int line, String complaint) {
		return Arguments.of(name, deed, line, complaint);
	}

	/** A record that is whole in itself. */
	private static String forged(int seq) {
		SampleRecord other = new SampleRecord();
		other.next("globex", "allowed");
		for (int i = 2; i < seq; i++) {
			other.next("globex", "allowed");
		}
		return other.next("globex", "allowed");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("tampering")
	void tamperingIsFoundWhereItWasDone(String name, Consumer<List<String>> deed, int line, String complaint)
			throws IOException {
		List<String> lines = new ArrayList<>(this.second);
		deed.accept(lines);
		SampleRecord.write(this.folder.resolve(SECOND), lines);
		assertThat(verify()).isEqualTo(1);
		String file = lines.isEmpty() ? THIRD : SECOND;
		assertThat(this.run.errors()).startsWith(file + ", line " + line + ": ").contains(complaint);
		assertThat(this.run.output()).doesNotContain("whole");
	}

	@Test
	void tamperingWithACompressedFileIsFoundToo() throws IOException {
		List<String> lines = new ArrayList<>(this.first);
		lines.set(2, lines.get(2).replace("acme", "acne"));
		SampleRecord.write(this.folder.resolve(FIRST), lines);
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(FIRST + ", line 3: record 3 was changed");
	}

	@Test
	void compressedFileThatWasCutOrDamagedIsNamed() throws IOException {
		byte[] bytes = Files.readAllBytes(this.folder.resolve(FIRST));
		Files.write(this.folder.resolve(FIRST), Arrays.copyOf(bytes, bytes.length - 20));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(FIRST + ", line ").contains("the file cannot be read on");
		Files.writeString(this.folder.resolve(FIRST), "no gzip");
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).contains(FIRST + ", line 1: the file cannot be read on");
	}

	@Test
	void fileThatIsMissingIsFound() throws IOException {
		Files.delete(this.folder.resolve(SECOND));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors())
			.startsWith(THIRD + ", line 1: record 21 stands where record 11 should: 10 are missing");
	}

	@Test
	void fileThatIsCalledLikeAnotherIsFound() throws IOException {
		Files.move(this.folder.resolve(SECOND), this.folder.resolve("x"));
		Files.move(this.folder.resolve(THIRD), this.folder.resolve(SECOND));
		Files.move(this.folder.resolve("x"), this.folder.resolve(THIRD));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(SECOND + ", line 1: record 21 stands where record 11 should");
	}

	@Test
	void beginningThatIsMissingIsFound() throws IOException {
		Files.delete(this.folder.resolve(FIRST));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(SECOND + ", line 1: the records before record 11 are missing");
		assertThat(verify("--begin", "11")).isZero();
		assertThat(verify("--begin", "10")).isEqualTo(1);
	}

	@Test
	void whatWasRemovedForItsAgeIsNoTampering() throws IOException {
		Files.delete(this.folder.resolve(FIRST));
		List<String> lines = new ArrayList<>(this.third);
		lines.add(this.sample.expired(10, this.endOfFirst));
		SampleRecord.write(this.folder.resolve(THIRD), lines);
		assertThat(verify()).isZero();
		assertThat(this.run.output())
			.contains("begins            at record 11: what was before it was removed for its age, as record 31 says");
		Files.delete(this.folder.resolve(SECOND));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).contains("the records before record 21 are missing");
	}

	/** Whoever cannot sign can still add a record that says so, and remove files. */
	@Test
	void removalThatIsNotSignedIsNoExcuseWithAKey() throws Exception {
		KeyPair pair = pair("Ed25519");
		String key = publicKey("audit.pub.pem", pair).toString();
		String before = this.sample.checkpoint(pair, "Ed25519");
		checkpoints(List.of(before));
		Files.delete(this.folder.resolve(FIRST));
		List<String> lines = new ArrayList<>(this.third);
		lines.add(this.sample.expired(10, this.endOfFirst));
		SampleRecord.write(this.folder.resolve(THIRD), lines);
		assertThat(verify()).isZero();
		assertThat(verify("--key", key)).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(SECOND + ", line 1: the records before record 11 are missing")
			.contains("record 31 says that they were removed for their age, but that is not signed (--begin 11");
		assertThat(this.run.output()).doesNotContain("whole");
		assertThat(verify("--key", key, "--begin", "11")).isZero();
		// A gateway that goes on from there signs the record, but not what it says.
		checkpoints(List.of(before, this.sample.checkpoint(pair, "Ed25519")));
		assertThat(verify("--key", key)).isEqualTo(1);
		checkpoints(List.of(before, this.sample.checkpoint(pair, "Ed25519", 10, "f".repeat(64))));
		assertThat(verify("--key", key)).isEqualTo(1);
		checkpoints(List.of(before, this.sample.checkpoint(pair, "Ed25519", 9, this.endOfFirst)));
		assertThat(verify("--key", key)).isEqualTo(1);
		checkpoints(List.of(before, this.sample.checkpoint(pair, "Ed25519", 10, this.endOfFirst)));
		assertThat(verify("--key", key)).isZero();
		assertThat(this.run.output()).contains("removed for its age, as record 31 says, signed", "whole");
	}

	/** A gateway that was killed while it removed them left some of them. */
	@Test
	void someOfWhatWasToBeRemovedMayBeThere() throws Exception {
		KeyPair pair = pair("Ed25519");
		SampleRecord.write(this.folder.resolve("audit-2026-11-22.jsonl"),
				List.of(this.sample.expired(20, "0".repeat(64))));
		checkpoints(List.of(this.sample.checkpoint(pair, "Ed25519", 20, "0".repeat(64))));
		Files.delete(this.folder.resolve(FIRST));
		assertThat(verify("--key", publicKey("audit.pub.pem", pair).toString())).isZero();
		assertThat(verify()).isZero();
	}

	/** Nobody can know of the removal of what is not there yet. */
	@ParameterizedTest
	@ValueSource(longs = { 31, 32, 1_000_000_000 })
	void removalOfWhatComesLaterVouchesForNothing(long upTo) throws Exception {
		KeyPair pair = pair("Ed25519");
		Files.delete(this.folder.resolve(FIRST));
		List<String> lines = new ArrayList<>(this.third);
		lines.add(this.sample.expired(upTo, "0".repeat(64)));
		SampleRecord.write(this.folder.resolve(THIRD), lines);
		assertThat(verify()).isEqualTo(1);
		checkpoints(List.of(this.sample.checkpoint(pair, "Ed25519", upTo, "0".repeat(64))));
		assertThat(verify("--key", publicKey("audit.pub.pem", pair).toString())).isEqualTo(1);
	}

	/** The whole part of the record that nobody has signed may be another. */
	@Test
	void recordsBehindTheLastCheckpointAreTold() throws Exception {
		KeyPair pair = pair("Ed25519");
		String key = publicKey("audit.pub.pem", pair).toString();
		checkpoints(List.of(this.sample.checkpoint(pair, "Ed25519")));
		assertThat(verify("--key", key)).isZero();
		assertThat(this.run.output()).contains("unsigned          0 records behind the last checkpoint\n");
		SampleRecord.write(this.folder.resolve("audit-2026-11-22.jsonl"), this.sample.next(7));
		assertThat(verify("--key", key)).isZero();
		assertThat(this.run.output()).contains("unsigned          7 records behind the last checkpoint: whoever");
		assertThat(verify("--key", key, "--json")).isZero();
		assertThat(JsonMapper.shared().readTree(this.run.output()).at("/checkpoints/unsigned").asInt()).isEqualTo(7);
		assertThat(verify()).isZero();
		assertThat(this.run.output()).doesNotContain("unsigned");
	}

	/** In the same order, so that the chain alone shows nothing. */
	@ParameterizedTest
	@ValueSource(strings = { "audit-2026-11-20.jsonl", "audit-2026-11-20.part-0002.jsonl" })
	void fileThatWasRenamedToAnEarlierDayIsFound(String name) throws IOException {
		Files.delete(this.folder.resolve(FIRST));
		SampleRecord.write(this.folder.resolve(name), this.first);
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(name + ", line 1: record 1 is of 2026-11-21");
	}

	/** Put behind the records of the day before, its file is not to be missed. */
	@Test
	void recordsThatWereMovedToTheFileOfAnEarlierDayAreFound() throws IOException {
		SampleRecord days = new SampleRecord();
		for (String name : List.of(FIRST, SECOND, THIRD)) {
			Files.delete(this.folder.resolve(name));
		}
		List<String> lines = new ArrayList<>(List.of(days.gap("2026-11-20", "lost", "1"),
				days.gap("2026-11-21", "lost", "1"), days.gap("2026-11-20", "lost", "1")));
		SampleRecord.write(this.folder.resolve("audit-2026-11-21.jsonl"), lines);
		assertThat(verify()).isZero();
		Files.move(this.folder.resolve("audit-2026-11-21.jsonl"), this.folder.resolve("audit-2026-11-20.jsonl"));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith("audit-2026-11-20.jsonl, line 2: record 2 is of 2026-11-21");
	}

	/** The gateway goes on in the newest file when the clock was set back. */
	@Test
	void fileThatBeginsWithAnEarlierDayIsRemarked() throws IOException {
		Files.move(this.folder.resolve(THIRD), this.folder.resolve("audit-2026-11-25.part-0002.jsonl"));
		assertThat(verify()).isZero();
		assertThat(this.run.output()).contains(
				"clock             audit-2026-11-25.part-0002.jsonl begins with a record of 2026-11-21: the clock was set back");
		Files.move(this.folder.resolve("audit-2026-11-25.part-0002.jsonl"),
				this.folder.resolve("audit-2026-11-22.part-0002.jsonl"));
		assertThat(verify()).isZero();
		assertThat(this.run.output()).doesNotContain("clock");
	}

	/** Both are there for a moment when a file is compressed, and after a crash. */
	@Test
	void plainAndCompressedFileWithTheSameContentAreOne() throws IOException {
		SampleRecord.write(this.folder.resolve(SECOND + ".gz"), this.second);
		assertThat(verify()).isZero();
		assertThat(this.run.output()).contains("30 in 3 files");
	}

	static Stream<Arguments> others() {
		return Stream.of(Arguments.of("another record", 10), Arguments.of("one less", 9), Arguments.of("none", 0));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("others")
	void compressedFileWithSomethingElseIsFound(String name, int count) throws IOException {
		List<String> lines = new ArrayList<>(this.second.subList(0, count));
		if (count == 10) {
			lines.set(4, lines.get(4).replace("acme", "acne"));
		}
		SampleRecord.write(this.folder.resolve(SECOND + ".gz"), lines);
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(SECOND + ".gz, line 1: it should have what " + SECOND + " has");
		assertThat(this.run.output()).doesNotContain("whole");
		Files.writeString(this.folder.resolve(SECOND + ".gz"), "no gzip");
		assertThat(verify()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "audit-2026-11-21.part-0001.jsonl", "audit-2026-11-21.part-00002.jsonl",
			"audit-2026-11-21.part-0000002.jsonl.gz", "audit-2026-11-21.part-3.jsonl", "audit-2026-02-30.jsonl" })
	void fileOfANameThatTheGatewayDoesNotGiveIsFound(String name) throws IOException {
		SampleRecord.write(this.folder.resolve(name), this.second);
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(name + ", line 1: the gateway gives no file this name");
	}

	@Test
	void otherFilesAreNoPartOfTheRecord() throws IOException {
		for (String name : List.of("notes.txt", "audit-2026-11-21.jsonl.torn", "audit-2026-11-21.jsonl.gz.tmp",
				"audit.lock")) {
			Files.writeString(this.folder.resolve(name), "x");
		}
		assertThat(verify()).isZero();
	}

	/** Whoever unpacks the file sees it, or does not: in any case it is no record. */
	@ParameterizedTest
	@ValueSource(strings = { "bytes", "zeros", "member", "empty member" })
	void whatStandsBehindACompressedFileIsFound(String kind) throws IOException {
		byte[] more = switch (kind) {
			case "bytes" -> "{\"hidden\":\"x\"}\n".getBytes(StandardCharsets.UTF_8);
			case "zeros" -> new byte[64];
			case "member" -> gzip("{\"added\":1}\n");
			default -> gzip("");
		};
		Files.write(this.folder.resolve(FIRST), more, StandardOpenOption.APPEND);
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(FIRST + ", line 11: ");
		assertThat(this.run.output()).doesNotContain("whole");
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

	/** A gateway's record with another's files among it, of the same days. */
	@Test
	void recordsOfTwoGatewaysInOneFolderAreFound() throws Exception {
		KeyPair pair = pair("Ed25519");
		SampleRecord other = new SampleRecord();
		other.next("globex", "allowed");
		List<String> lines = new ArrayList<>(other.next(29));
		SampleRecord.write(this.folder.resolve("audit-2026-11-22.jsonl"), lines);
		assertThat(verify()).isEqualTo(1);
		Files.delete(this.folder.resolve("audit-2026-11-22.jsonl"));
		checkpoints(List.of(other.checkpoint(pair, "Ed25519")));
		assertThat(verify("--key", publicKey("audit.pub.pem", pair).toString())).isEqualTo(1);
		assertThat(this.run.errors()).contains("record 30 is not the one that was signed at");
	}

	@Test
	void removalThatNamesAnotherRecordVouchesForNothing() throws IOException {
		Files.delete(this.folder.resolve(FIRST));
		List<String> lines = new ArrayList<>(this.third);
		lines.add(this.sample.expired(10, "f".repeat(64)));
		SampleRecord.write(this.folder.resolve(THIRD), lines);
		assertThat(verify()).isEqualTo(1);
	}

	/** A gateway that is killed leaves this, and one that is writing now. */
	@Test
	void lastLineWithoutAnEndIsNoTampering() throws IOException {
		Files.writeString(this.folder.resolve(THIRD), "{\"api\":\"acc", StandardOpenOption.APPEND);
		assertThat(verify()).isZero();
		assertThat(this.run.output()).contains("the last line has no end");
	}

	@Test
	void lineWithoutAnEndBeforeOtherFilesIsTampering() throws IOException {
		Files.writeString(this.folder.resolve(SECOND), "{\"api\":\"acc", StandardOpenOption.APPEND);
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(SECOND + ", line 11: this line has no end");
	}

	@Test
	void whatTheGatewayCouldNotWriteIsTold() throws IOException {
		SampleRecord.write(this.folder.resolve("audit-2026-11-22.jsonl"),
				List.of(this.sample.gap("crash", "null"), this.sample.gap("lost", "17")));
		assertThat(verify()).isZero();
		assertThat(this.run.output()).contains("crash             noticed at", "missing           17 records between");
		assertThat(verify("--json")).isZero();
		JsonNode json = JsonMapper.shared().readTree(this.run.output());
		assertThat(json.get("crashes").asInt()).isEqualTo(1);
		assertThat(json.get("missing").asInt()).isEqualTo(17);
		assertThat(json.get("whole").asBoolean()).isTrue();
	}

	@Test
	void faultIsToldAsJson() throws IOException {
		SampleRecord.write(this.folder.resolve(SECOND), this.second.subList(0, 9));
		assertThat(verify("--json")).isEqualTo(1);
		JsonNode json = JsonMapper.shared().readTree(this.run.output());
		assertThat(json.get("whole").asBoolean()).isFalse();
		assertThat(json.at("/fault/file").asString()).isEqualTo(THIRD);
		assertThat(json.at("/fault/line").asInt()).isEqualTo(1);
		assertThat(json.at("/fault/seq").asInt()).isEqualTo(21);
	}

	@ParameterizedTest
	@CsvSource({ "Ed25519, Ed25519", "EC, SHA256withECDSAinP1363Format" })
	void chainThatWasWrittenAnewIsFoundByItsCheckpoints(String kind, String algorithm) throws Exception {
		KeyPair pair = pair(kind);
		Path key = publicKey("audit.pub.pem", pair);
		checkpoints(List.of(this.sample.checkpoint(pair, algorithm)));
		assertThat(verify("--key", key.toString())).isZero();
		assertThat(this.run.output()).contains("checkpoints       1, the last of record 30", "signatures are good");
		SampleRecord other = new SampleRecord();
		List<String> anew = new ArrayList<>(List.of(other.next("globex", "allowed")));
		anew.addAll(other.next(29));
		SampleRecord.write(this.folder.resolve(FIRST), anew.subList(0, 10));
		SampleRecord.write(this.folder.resolve(SECOND), anew.subList(10, 20));
		SampleRecord.write(this.folder.resolve(THIRD), anew.subList(20, 30));
		assertThat(verify("--key", key.toString())).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(THIRD + ", line 10: record 30 is not the one that was signed at");
		Files.delete(this.folder.resolve("checkpoints-2026-11-21.jsonl"));
		assertThat(verify()).isZero();
	}

	@Test
	void endThatWasCutOffIsFoundByACheckpoint() throws Exception {
		checkpoints(List.of(this.sample.checkpoint(pair("Ed25519"), "Ed25519")));
		SampleRecord.write(this.folder.resolve(THIRD), this.third.subList(0, 9));
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).startsWith(THIRD + ", line 10: the record ends with record 29, but record 30");
		Files.delete(this.folder.resolve(THIRD));
		assertThat(verify()).isEqualTo(1);
		for (String file : List.of(FIRST, SECOND)) {
			Files.delete(this.folder.resolve(file));
		}
		assertThat(verify()).isEqualTo(1);
		assertThat(this.run.errors()).contains("record 30 was signed, but there is no record");
	}

	@Test
	void checkpointOfAnotherKeyIsFound() throws Exception {
		Path key = publicKey("audit.pub.pem", pair("Ed25519"));
		checkpoints(List.of(this.sample.checkpoint(pair("Ed25519"), "Ed25519")));
		assertThat(verify("--key", key.toString())).isEqualTo(1);
		assertThat(this.run.errors())
			.startsWith("checkpoints-2026-11-21.jsonl, line 1: the signature of this checkpoint is not of the key");
		assertThat(this.run.output()).contains("signatures are not all of the key").doesNotContain("whole");
		assertThat(verify()).isZero();
		assertThat(this.run.output()).contains("signatures not checked: --key");
	}

	@Test
	void oldAndNewKeyAreBothGood() throws Exception {
		KeyPair old = pair("EC");
		KeyPair next = pair("Ed25519");
		String one = this.sample.checkpoint(old, "SHA256withECDSAinP1363Format");
		SampleRecord.write(this.folder.resolve("audit-2026-11-22.jsonl"), this.sample.next(1));
		checkpoints(List.of(one, "{\"hash\":\"cut sho", this.sample.checkpoint(next, "Ed25519")));
		assertThat(
				verify("--key", publicKey("old.pem", old).toString(), "--key", publicKey("next.pem", next).toString()))
			.isZero();
		assertThat(verify("--key", publicKey("old.pem", old).toString())).isEqualTo(1);
	}

	@Test
	void keyWithoutCheckpointsIsNotTakenForProof() throws Exception {
		assertThat(verify("--key", publicKey("audit.pub.pem", pair("Ed25519")).toString())).isEqualTo(1);
		assertThat(this.run.errors()).contains("There is no checkpoint in");
	}

	@Test
	void copyOfTheCheckpointsIsEnough() throws Exception {
		Path copy = Files.writeString(this.folder.resolve("copy.jsonl"),
				this.sample.checkpoint(pair("Ed25519"), "Ed25519") + "\n");
		SampleRecord.write(this.folder.resolve(THIRD), this.third.subList(0, 9));
		assertThat(verify()).isZero();
		assertThat(verify("--checkpoints", copy.toString())).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--key nowhere.pem", "--checkpoints nowhere.jsonl" })
	void fileThatIsNotThereIsNamed(String arguments) {
		assertThat(verify(arguments.split(" "))).isEqualTo(1);
		assertThat(this.run.errors()).contains("nowhere");
	}

	@Test
	void folderWithoutARecordIsNoWholeRecord() throws IOException {
		Path empty = Files.createDirectory(this.folder.resolve("empty"));
		assertThat(this.run.run("audit", "verify", empty.toString())).isEqualTo(1);
		assertThat(this.run.errors()).contains("There is no audit record in");
		assertThat(this.run.run("audit", "verify", "nowhere")).isEqualTo(1);
		assertThat(this.run.run("audit", "verify")).isEqualTo(1);
		assertThat(this.run.errors()).contains("There is no folder", ".gatehouse/audit");
	}

	private int verify(String... options) {
		return this.run.run(Stream.concat(Stream.of("audit", "verify", this.folder.toString()), Stream.of(options))
			.toArray(String[]::new));
	}

	private void checkpoints(List<String> lines) throws IOException {
		SampleRecord.write(this.folder.resolve("checkpoints-2026-11-21.jsonl"), lines);
	}

	private static KeyPair pair(String kind) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
		if (kind.equals("EC")) {
			generator.initialize(new ECGenParameterSpec("secp256r1"));
		}
		return generator.generateKeyPair();
	}

	private Path publicKey(String name, KeyPair pair) throws IOException {
		return Files.writeString(this.folder.resolve(name),
				"-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
						+ "\n-----END PUBLIC KEY-----\n");
	}

}
