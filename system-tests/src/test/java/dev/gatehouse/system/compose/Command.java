package dev.gatehouse.system.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.system.Contract;

/**
 * A program that is run to its end, within a time limit, in the root of this repository.
 */
public record Command(List<String> words, Map<String, String> environment, Duration limit) {

	static Command of(String... words) {
		return new Command(List.of(words), Map.of(), Duration.ofSeconds(60));
	}

	/** The same program with more words. */
	public Command with(String... more) {
		List<String> all = new ArrayList<>(this.words);
		all.addAll(List.of(more));
		return new Command(List.copyOf(all), this.environment, this.limit);
	}

	Command within(Duration limit) {
		return new Command(this.words, this.environment, limit);
	}

	/**
	 * Runs it.
	 * @return what it wrote, to both of its outputs
	 * @throws IllegalStateException if it does not end with 0, with the last of what it
	 * wrote
	 */
	public String run() {
		Result result = attempt();
		if (result.status() != 0) {
			throw new IllegalStateException(
					String.join(" ", this.words) + " ended with " + result.status() + "\n" + result.tail());
		}
		return result.output();
	}

	boolean succeeds() {
		return attempt().status() == 0;
	}

	private Result attempt() {
		Path output = temporaryFile();
		try {
			int status = await(start(output));
			return new Result(status, Files.readString(output, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			return new Result(127, String.valueOf(ex.getMessage()));
		}
		finally {
			output.toFile().delete();
		}
	}

	private Process start(Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(this.words).directory(Contract.repository().toFile())
			.redirectInput(Path.of("/dev/null").toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(this.environment);
		return builder.start();
	}

	private int await(Process process) {
		try {
			if (process.waitFor(this.limit.toMillis(), TimeUnit.MILLISECONDS)) {
				return process.exitValue();
			}
			process.destroy();
			return 124;
		}
		catch (InterruptedException ex) {
			process.destroy();
			Thread.currentThread().interrupt();
			return 130;
		}
	}

	private static Path temporaryFile() {
		try {
			return Files.createTempFile("command", ".log");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Result(int status, String output) {

		String tail() {
			return this.output.substring(Math.max(0, this.output.length() - 6000));
		}

	}

}
