package dev.gatehouse.cli.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What one process says. The log of its run before is kept beside it as {@code .1}.
 *
 * @param path the file
 */
public record LogFile(Path path) {

	/** More than this is not read back from the end of a log, in bytes. */
	private static final int TAIL = 64 * 1024;

	/** Puts an older log aside and begins an empty one that only its owner can read. */
	public void begin() {
		try {
			if (Files.exists(this.path)) {
				Files.move(this.path, this.path.resolveSibling(this.path.getFileName() + ".1"),
						StandardCopyOption.REPLACE_EXISTING);
			}
			Files.createFile(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The last lines, at most so many; none if there is no log. */
	public List<String> tail(int lines) {
		try (RandomAccessFile file = new RandomAccessFile(this.path.toFile(), "r")) {
			long from = Math.max(0, file.length() - TAIL);
			byte[] end = new byte[(int) (file.length() - from)];
			file.seek(from);
			file.readFully(end);
			List<String> all = new String(end, StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank())
				.toList();
			return all.subList(Math.max(0, all.size() - lines), all.size());
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
