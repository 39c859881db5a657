package dev.gatehouse.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ProcessesTests {

	private static final Stop TERM = new Stop("TERM", Duration.ofSeconds(5));

	@TempDir
	private Path folder = Path.of("");

	private Processes processes = new Processes(new Records(Path.of("")), Path.of(""));

	private Records records = new Records(Path.of(""));

	@BeforeEach
	void openFolder() {
		this.records = new Records(this.folder);
		this.processes = new Processes(this.records, this.folder);
	}

	@Test
	void itSeesTheEnvironmentItIsGivenAndNothingElseOfOurs() throws Exception {
		this.processes.run(new ProcessStart("env", List.of("env"), Map.of("SECRET", "s3cret"), this.folder));
		assertThat(this.processes.log("env").tail(100)).contains("SECRET=s3cret")
			.allMatch((line) -> line.matches("(SECRET|PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|PWD|SHLVL|_)=.*"));
	}

	@Test
	void itIsFoundAgainByItsRecord() {
		RunningProcess process = sleeping();
		assertThat(this.records.running("sleeper")).contains(process.mark());
		assertThat(this.records.running()).containsOnlyKeys("sleeper");
		TERM.apply(process.mark());
		assertThat(this.records.running("sleeper")).isEmpty();
		assertThat(this.records.recorded("sleeper")).contains(process.mark());
	}

	@Test
	void theSignalOfATerminalDoesNotReachIt() {
		RunningProcess process = sleeping();
		String pid = Long.toString(process.mark().pid());
		// Process group and session: both its own, once setsid has run.
		await().untilAsserted(() -> assertThat(fields(pid)).startsWith("S").containsSubsequence(pid, pid));
		TERM.apply(process.mark());
	}

	@Test
	void anEndInFailureIsASentence() {
		ProcessStart start = new ProcessStart("builder", List.of("sh", "-c", "exit 3"), Map.of(), this.folder);
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.processes.run(start))
			.withMessage("builder ended with status 3.");
		assertThat(this.records.recorded("builder")).isEmpty();
	}

	@Test
	void aMissingProgramIsASentence() {
		Path missing = this.folder.resolve("missing");
		ProcessStart start = new ProcessStart("ghost", List.of(missing.toString()), Map.of(), this.folder);
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.processes.run(start))
			.withMessageStartingWith("ghost ");
	}

	@Test
	void theLogOfTheRunBeforeIsKept() throws Exception {
		this.processes.run(new ProcessStart("echo", List.of("echo", "first"), Map.of(), this.folder));
		this.processes.run(new ProcessStart("echo", List.of("echo", "second"), Map.of(), this.folder));
		assertThat(this.processes.log("echo").tail(5)).containsExactly("second");
		assertThat(this.folder.resolve("echo.log.1")).hasContent("first");
	}

	@Test
	void onceClosedNothingIsStarted() {
		this.processes.close();
		assertThatExceptionOfType(Complaint.class).isThrownBy(this::sleeping);
		assertThat(this.records.running()).isEmpty();
	}

	@Test
	void whatIgnoresItsSignalIsKilled() throws Exception {
		ProcessStart deaf = new ProcessStart("deaf",
				List.of("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"), Map.of(), this.folder);
		RunningProcess process = this.processes.start(deaf);
		await().until(() -> this.processes.log("deaf").tail(1).contains("deaf"));
		new Stop("TERM", Duration.ofMillis(300)).apply(process.mark());
		assertThat(process.await()).isEqualTo(128 + 9);
	}

	/** State, parent, process group, session (proc(5), stat). */
	private static List<String> fields(String pid) throws IOException {
		String stat = Files.readString(Path.of("/proc", pid, "stat"));
		return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).subList(0, 4);
	}

	private RunningProcess sleeping() {
		return this.processes.start(new ProcessStart("sleeper", List.of("sleep", "60"), Map.of(), this.folder));
	}

}
