package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class PostmasterFileTests {

	@TempDir
	private Path data = Path.of("");

	@Test
	void aFileThatNamesAnotherProgramIsRemoved() throws IOException {
		Path file = Files.writeString(this.data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n/data\n");
		new PostmasterFile(this.data).forgetIfStale();
		assertThat(file).doesNotExist();
	}

	@Test
	void anEmptyFileIsRemoved() throws IOException {
		Path file = Files.createFile(this.data.resolve("postmaster.pid"));
		new PostmasterFile(this.data).forgetIfStale();
		assertThat(file).doesNotExist();
	}

	@Test
	void withoutAFileNothingHappens() {
		assertThatCode(() -> new PostmasterFile(this.data).forgetIfStale()).doesNotThrowAnyException();
	}

}
