package dev.gatehouse.cli.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProcessMarkTests {

	@Test
	void thisProcessIsAlive() {
		assertThat(ProcessMark.self().isAlive()).isTrue();
	}

	@Test
	void anEndedProcessIsNotAlive() throws Exception {
		Process process = new ProcessBuilder("sleep", "60").start();
		ProcessMark mark = ProcessMark.of(process.pid()).orElseThrow();
		assertThat(mark.isAlive()).isTrue();
		process.destroyForcibly().waitFor();
		assertThat(mark.isAlive()).isFalse();
	}

	@Test
	void aZombieIsNotAlive() throws IOException {
		// The shell becomes a program that never asks how its child ended, and only then
		// may the child end.
		Process parent = new ProcessBuilder("sh", "-c", "exec 3<&0; (read line <&3) & echo $!; exec sleep 60").start();
		try (BufferedReader output = parent.inputReader(); BufferedWriter input = parent.outputWriter()) {
			long child = Long.parseLong(output.readLine());
			await().until(() -> parent.info().command().orElse("").endsWith("sleep"));
			input.write("\n");
			input.flush();
			await().until(() -> ProcessMark.of(child).isEmpty());
			assertThat(ProcessHandle.of(child)).as("the zombie is still in the table").isPresent();
		}
		finally {
			parent.destroyForcibly();
		}
	}

	@Test
	void anotherProcessWithTheSameIdIsNotThisOneAndIsNotKilled() throws Exception {
		Process stranger = new ProcessBuilder("sleep", "60").start();
		try {
			ProcessMark old = new ProcessMark(stranger.pid(), "another-boot:12345");
			assertThat(old.isAlive()).isFalse();
			new Stop("KILL", Duration.ofSeconds(1)).apply(old);
			assertThat(stranger.isAlive()).isTrue();
		}
		finally {
			stranger.destroyForcibly();
		}
	}

	@Test
	void whatIsWrittenIsReadBack() {
		ProcessMark mark = ProcessMark.self();
		assertThat(ProcessMark.parse(mark + "\n")).contains(mark);
	}

	@Test
	void aDamagedRecordIsNoProcess() {
		assertThat(ProcessMark.parse("")).isEmpty();
		assertThat(ProcessMark.parse("1")).isEmpty();
		assertThat(ProcessMark.parse("x y")).isEmpty();
		assertThat(ProcessMark.parse("99999999999999999999 y")).isEmpty();
	}

}
