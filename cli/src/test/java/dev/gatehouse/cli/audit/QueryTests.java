package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The files answer who called what, and nothing else is read. */
class QueryTests {

	@TempDir
	private Path folder = Path.of("");

	private final List<String> lines = new ArrayList<>();

	private AuditRun run = new AuditRun(this.folder);

	/** Records 1 to 5, at 12:00:01 to 12:00:05 on the 21st. */
	@BeforeEach
	void write() throws IOException {
		this.run = new AuditRun(this.folder);
		SampleRecord sample = new SampleRecord();
		this.lines.add(sample.next("acme-treasury", "allowed"));
		this.lines.add(sample.next("globex-lending", "invalid-token"));
		this.lines.add(sample.next("acme-treasury", "invalid-token"));
		this.lines.add(sample.gap("lost", "17"));
		this.lines.add(sample.next("a\\\"b", "allowed"));
		SampleRecord.write(this.folder.resolve("audit-2026-11-21.jsonl.gz"), this.lines.subList(0, 2));
		SampleRecord.write(this.folder.resolve("audit-2026-11-21.part-0002.jsonl"), this.lines.subList(2, 5));
		Files.writeString(this.folder.resolve("audit-2026-11-21.part-0002.jsonl"), "{\"client\":\"acme",
				StandardOpenOption.APPEND);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "|1 2 3 4 5", "--client acme-treasury|1 3", "--client acme|none", "--decision allowed|1 5",
					"--decision gap|4", "--reason expired|2 3", "--operation listAccounts|1 2 3 5",
					"--request-id r-2|2", "--client acme-treasury --decision invalid-token|3", "--client a\"b|5",
					"--since 2026-11-21T12:00:03Z|3 4 5", "--until 2026-11-21T12:00:03Z|1 2",
					"--since 2026-11-21T13:00:02+01:00 --until 2026-11-21T12:00:04Z|2 3",
					"--since 2026-11-21|1 2 3 4 5", "--since 2026-11-22|none", "--until 2026-11-21|none",
					"--since 3597s|3 4 5", "--since 1h|1 2 3 4 5", "--since 1m|none", "--since 7d|1 2 3 4 5",
					"--limit 2|1 2", "--client acme-treasury --limit 1|1",
					"--decision allowed --until 5m --since 2h|1 5" })
	void recordsThatMatchAreShown(String options, String records) {
		assertThat(query("--json " + ((options != null) ? options : ""))).isZero();
		List<String> expected = (records == null) ? List.of()
				: Stream.of(records.split(" ")).map((record) -> this.lines.get(Integer.parseInt(record) - 1)).toList();
		assertThat(this.run.output().lines().toList()).isEqualTo(expected);
	}

	@Test
	void peopleGetALineEach() {
		assertThat(query("")).isZero();
		assertThat(this.run.output().lines()).containsExactly(
				"2026-11-21T12:00:01Z 200 allowed acme-treasury listAccounts GET /v1/accounts 192.0.2.1 r-1",
				"2026-11-21T12:00:02Z 200 invalid-token/expired globex-lending listAccounts GET /v1/accounts 192.0.2.1 r-2",
				"2026-11-21T12:00:03Z 200 invalid-token/expired acme-treasury listAccounts GET /v1/accounts 192.0.2.1 r-3",
				"2026-11-21T12:00:04Z gap: 17 records since 2026-11-21T12:00:00Z are missing",
				"2026-11-21T12:00:05Z 200 allowed a\"b listAccounts GET /v1/accounts 192.0.2.1 r-5");
	}

	@Test
	void filesOfDaysBeforeAreNotOpened() throws IOException {
		Files.writeString(this.folder.resolve("audit-2026-11-19.jsonl.gz"), "no gzip");
		assertThat(query("--since 2026-11-20")).isZero();
		assertThat(query("--since 2026-11-19")).isEqualTo(1);
	}

	/** A clock that was days ahead began this file, and was set back. */
	@Test
	void recordInTheFileOfALaterDayIsFound() throws IOException {
		SampleRecord.write(this.folder.resolve("audit-2026-11-25.jsonl"),
				List.of(this.lines.getFirst().replace("2026-11-21", "2026-11-25"), this.lines.get(2)));
		assertThat(query("--since 2026-11-21 --until 2026-11-22 --request-id r-3")).isZero();
		assertThat(this.run.output().lines()).hasSize(2);
	}

	/** A request is recorded when it ends, in the file of that day. */
	@Test
	void requestThatBeganBeforeMidnightIsFound() throws IOException {
		SampleRecord.write(this.folder.resolve("audit-2026-11-22.jsonl"), this.lines.subList(0, 1));
		assertThat(query("--until 2026-11-21T13:00:00Z --request-id r-1")).isZero();
		assertThat(this.run.output().lines()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--since yesterday", "--until 2026-13-01", "--since 25:00" })
	void timeThatIsNoneIsNamed(String options) {
		assertThat(query(options)).isEqualTo(1);
		assertThat(this.run.errors()).contains("is no time: write 2026-11-21T18:30:00Z");
	}

	@Test
	void whatOthersWroteCannotSteerTheTerminal() throws IOException {
		SampleRecord sample = new SampleRecord();
		SampleRecord.write(this.folder.resolve("audit-2026-11-23.jsonl"),
				List.of(sample.next("\\u001b[31m\\r\\u202e", "allowed")));
		assertThat(query("--since 2026-11-21 --limit 6")).isZero();
		assertThat(this.run.output()).contains("?[31m??").doesNotContain("\u001b", "\u202e");
	}

	private int query(String options) {
		return this.run.run(
				Stream
					.concat(Stream.of("audit", "query", this.folder.toString()),
							Stream.of(options.split(" ")).filter((option) -> !option.isEmpty()))
					.toArray(String[]::new));
	}

}
