package dev.gatehouse.gateway.watch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of Prometheus: as installed on this machine, or else from the image that the
 * compose stack takes.
 */
final class Tool {

	/** The root of this repository. */
	static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

	static final String IMAGE = "prom/prometheus:v3.5.0";

	private static final Duration LIMIT = Duration.ofSeconds(90);

	private Tool() {
	}

	/** Returns whether promtool can be run; asked by JUnit. */
	static boolean hasPromtool() {
		return promtool().isPresent();
	}

	/** Returns where a program is installed, if it is. */
	static Optional<Path> installed(String name) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/** Runs promtool in the root of the repository and returns what it wrote. */
	static Ended promtool(String... words) {
		List<String> command = new ArrayList<>(promtool().orElseThrow());
		command.addAll(List.of(words));
		return run(command);
	}

	private static Optional<List<String>> promtool() {
		Optional<Path> own = installed("promtool");
		if (own.isPresent()) {
			return own.map((program) -> List.of(program.toString()));
		}
		return hasImage() ? Optional.of(List.of("docker", "run", "--rm", "--network", "none", "-v",
				REPOSITORY + ":/w:ro", "-w", "/w", "--entrypoint", "promtool", IMAGE)) : Optional.empty();
	}

	/** Returns whether an engine answers that has the image. */
	static boolean hasImage() {
		return installed("docker").isPresent() && run(List.of("docker", "image", "inspect", IMAGE)).status() == 0;
	}

	private static Ended run(List<String> command) {
		try {
			Path output = Files.createTempFile("tool", ".log");
			try {
				Process process = new ProcessBuilder(command).directory(REPOSITORY.toFile())
					.redirectErrorStream(true)
					.redirectOutput(output.toFile())
					.start();
				if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
					process.destroyForcibly();
				}
				return new Ended(process.waitFor(), Files.readString(output));
			}
			finally {
				Files.delete(output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** How a program ended. */
	record Ended(int status, String output) {
	}

}
