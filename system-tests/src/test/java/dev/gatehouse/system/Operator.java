package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Types {@code ./gatehouse} commands, in this environment. The jar is run and not the
 * script, which would build it.
 */
public record Operator(Map<String, String> environment) {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	/** What a command prints that must succeed. */
	public String run(String... words) {
		Output output = tryRun(words);
		if (output.status() != 0) {
			throw new IllegalStateException(List.of(words) + " ended with " + output.status() + ": " + output.text());
		}
		return output.text();
	}

	/** What a command prints, and how it ends. */
	public Output tryRun(String... words) {
		List<String> command = Jvm.command("-Dgatehouse.root=" + Contract.repository(), "-jar",
				Contract.repository().resolve("cli/target/cli.jar").toString());
		command.addAll(List.of(words));
		try {
			Path printed = Files.createTempFile("gatehouse", ".out");
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(printed.toFile());
			builder.environment().putAll(this.environment);
			Process process = builder.start();
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IllegalStateException(command + " does not end");
			}
			Output output = new Output(process.exitValue(), Files.readString(printed));
			Files.delete(printed);
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** How a command ended. */
	public record Output(int status, String text) {
	}

}
