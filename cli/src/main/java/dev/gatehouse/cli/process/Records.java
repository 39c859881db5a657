package dev.gatehouse.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The processes of the bank that were started, a file each, so that any later command
 * finds and stops them.
 */
public final class Records {

	private static final String SUFFIX = ".pid";

	private final Path folder;

	/** Records in that folder, which exists. */
	public Records(Path folder) {
		this.folder = folder;
	}

	/** The process of that name, if it still runs. */
	public Optional<ProcessMark> running(String name) {
		return recorded(name).filter(ProcessMark::isAlive);
	}

	/** The process that was started under that name, dead or alive. */
	public Optional<ProcessMark> recorded(String name) {
		try {
			return ProcessMark.parse(Files.readString(file(name)));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/** All that still run, by name. */
	public Map<String, ProcessMark> running() {
		Map<String, ProcessMark> running = new TreeMap<>();
		try (Stream<Path> files = Files.list(this.folder)) {
			files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(SUFFIX))
				.map((file) -> file.substring(0, file.length() - SUFFIX.length()))
				.forEach((name) -> running(name).ifPresent((mark) -> running.put(name, mark)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return running;
	}

	/**
	 * Remembers a process; whoever reads meanwhile sees the old record or the new one.
	 */
	public void write(String name, ProcessMark mark) {
		try {
			Path fresh = Files.writeString(this.folder.resolve(name + ".new"), mark + "\n");
			Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void remove(String name) {
		try {
			Files.deleteIfExists(file(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path file(String name) {
		return this.folder.resolve(name + SUFFIX);
	}

}
