package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lock file that a killed server leaves in its data. If its process id has since gone
 * to another program, PostgreSQL would take that for itself and refuse to start.
 *
 * @param data the data folder
 */
record PostmasterFile(Path data) {

	/** Removes the file unless a PostgreSQL runs under the id that it names. */
	void forgetIfStale() {
		Path file = this.data.resolve("postmaster.pid");
		try {
			if (Files.exists(file) && !isPostgres(Files.readAllLines(file))) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isPostgres(List<String> lines) {
		if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
			return false;
		}
		Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
		return process.flatMap((handle) -> handle.info().command())
			.filter((command) -> Path.of(command).endsWith("postgres"))
			.isPresent();
	}

}
