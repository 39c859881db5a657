package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the record of a folder ends: what the next record is linked to.
 *
 * @param day the day of the newest file; null if there is none
 * @param file the file of the last record; null if there is no record
 * @param line the last record
 */
record AuditTail(@Nullable LocalDate day, @Nullable Path file, String line) {

	private static final Logger logger = LoggerFactory.getLogger(AuditTail.class);

	private static final String NAME = "audit-\\d{4}-\\d\\d-\\d\\d\\.jsonl";

	/** Twice what a line can be: a whole one and a torn one. */
	private static final int WINDOW = 32768;

	/**
	 * Finds the end. A last line that a crash cut short is no record and is removed; a
	 * day that has none goes on from the day before.
	 */
	static AuditTail find(Path folder) throws IOException {
		List<Path> files = newestFirst(folder);
		LocalDate day = files.isEmpty() ? null : day(files.getFirst());
		for (Path file : files) {
			String line = lastLine(file);
			if (line != null) {
				return new AuditTail(day, file, line);
			}
		}
		return new AuditTail(day, null, "");
	}

	static Path file(Path folder, LocalDate day) {
		return folder.resolve("audit-" + day + ".jsonl");
	}

	private static LocalDate day(Path file) {
		return LocalDate.parse(file.getFileName().toString().substring(6, 16));
	}

	private static List<Path> newestFirst(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().matches(NAME))
				.sorted(Comparator.reverseOrder())
				.toList();
		}
	}

	private static @Nullable String lastLine(Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
			long from = Math.max(0, file.length() - WINDOW);
			byte[] bytes = new byte[(int) (file.length() - from)];
			file.seek(from);
			file.readFully(bytes);
			int end = lineEnd(bytes, bytes.length);
			if (end < 0 && from > 0) {
				throw new IOException("no line ends within the last " + WINDOW + " bytes of " + path);
			}
			if (end + 1 < bytes.length) {
				file.setLength(from + end + 1);
				logger.warn("the last audit record of {} was cut short by a crash and is removed", path);
			}
			int begin = lineEnd(bytes, end) + 1;
			return (end < 0) ? null : new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
		}
	}

	private static int lineEnd(byte[] bytes, int before) {
		int at = before - 1;
		while (at >= 0 && bytes[at] != '\n') {
			at--;
		}
		return at;
	}

}
